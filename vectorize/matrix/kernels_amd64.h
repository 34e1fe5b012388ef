// What kernels of several files do alike.

// ENTRY reads one entry of a sparse row: its value, widened, to all of Y8, and where its row of b is to R9.
#define ENTRY \
	MOVLQSX      (SI), R9      \
	IMULQ        R8, R9        \
	ADDQ         DI, R9        \
	VXORPD       X8, X8, X8    \
	VCVTSS2SD    (DX), X8, X8  \
	VBROADCASTSD X8, Y8        \
	ADDQ         $4, SI        \
	ADDQ         $4, DX

// PLACES writes, at DI, the places of the bits that are set in eight values of Y2, the first of which has place R8, and goes on to
// the next eight of CX, at a label loop before it; at the end, which is its label done, it leaves in DI how many places
// there are since DX.
#define PLACES \
	VMOVMSKPS Y2, AX   \
	TESTL     AX, AX   \
	JZ        next     \
bits:                  \
	BSFL AX, BX        \
	ADDL R8, BX        \
	MOVL BX, (DI)      \
	ADDQ $4, DI        \
	LEAL -1(AX), R9    \
	ANDL R9, AX        \
	JNZ  bits          \
next:                  \
	ADDQ $32, SI       \
	ADDL $8, R8        \
	DECQ CX            \
	JNZ  loop          \
done:                  \
	SUBQ DX, DI        \
	SHRQ $2, DI
