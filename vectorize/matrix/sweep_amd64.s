//go:build !purego

#include "textflag.h"

// PAIR adds the products of 32 bytes of two columns to two registers, of rows 0-7 and 16-23, and of 8-15 and 24-31.
#define PAIR(A, B, LOW, HIGH) \
	VPUNPCKLBW B, A, Y8       \
	VPUNPCKHBW B, A, Y9       \
	VPMADDUBSW Y15, Y8, Y8    \
	VPMADDUBSW Y15, Y9, Y9    \
	VPADDW     Y8, LOW, LOW   \
	VPADDW     Y9, HIGH, HIGH

// FLUSH adds those two registers to the 32 sums at AT in DI and stores which are above Y14 as the 32 bits at BITS in DX.
#define FLUSH(LOW, HIGH, AT, BITS) \
	VPERM2I128 $0x20, HIGH, LOW, Y8 \
	VPERM2I128 $0x31, HIGH, LOW, Y9 \
	VPADDW     AT(DI), Y8, Y8     \
	VPADDW     (AT+32)(DI), Y9, Y9  \
	VMOVDQU    Y8, AT(DI)         \
	VMOVDQU    Y9, (AT+32)(DI)      \
	VPCMPGTW   Y14, Y8, Y8          \
	VPCMPGTW   Y14, Y9, Y9          \
	VPACKSSWB  Y9, Y8, Y8           \
	VPERMQ     $0xD8, Y8, Y8        \
	VPMOVMSKB  Y8, AX               \
	MOVL       AX, BITS(DX)

// func sweepAVX2(sums *uint16, over *uint64, data *uint8, columns *int, factors *uint8, pairs, blocks, below int)
TEXT ·sweepAVX2(SB), NOSPLIT, $0-64
	MOVQ         sums+0(FP), DI
	MOVQ         over+8(FP), DX
	MOVQ         data+16(FP), SI
	MOVQ         columns+24(FP), R8
	MOVQ         factors+32(FP), R9
	MOVQ         pairs+40(FP), CX
	MOVQ         blocks+48(FP), R12
	MOVQ         below+56(FP), AX
	VMOVD        AX, X14
	VPBROADCASTW X14, Y14

block:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	MOVQ  R8, R13
	XORL  BX, BX
	TESTQ CX, CX
	JZ    flush

pair:
	MOVQ         (R13), R10
	MOVQ         8(R13), R11
	VPBROADCASTW (R9)(BX*2), Y15
	VMOVDQU      (SI)(R10*1), Y4
	VMOVDQU      32(SI)(R10*1), Y5
	VMOVDQU      (SI)(R11*1), Y6
	VMOVDQU      32(SI)(R11*1), Y7
	PAIR(Y4, Y6, Y0, Y1)
	PAIR(Y5, Y7, Y2, Y3)
	ADDQ         $16, R13
	INCQ         BX
	CMPQ         BX, CX
	JLT          pair

flush:
	FLUSH(Y0, Y1, 0, 0)
	FLUSH(Y2, Y3, 64, 4)
	ADDQ $128, DI
	ADDQ $8, DX
	ADDQ $64, SI
	DECQ R12
	JNZ  block
	VZEROUPPER
	RET

// POSTING adds one posting, K of the four, to its sum.
#define POSTING(K) \
	MOVWLZX (2*K)(R12), AX \
	MOVBLZX K(R13), BX     \
	IMULL   R11, BX        \
	ADDW    BX, (DI)(AX*2)

// func addPostingsAMD64(sums *Sums, starts *uint32, places *uint16, weights *uint8, columns *int32, factors *uint16, n int)
TEXT ·addPostingsAMD64(SB), NOSPLIT, $0-56
	MOVQ sums+0(FP), DI
	MOVQ starts+8(FP), SI
	MOVQ places+16(FP), DX
	MOVQ weights+24(FP), R15
	MOVQ columns+32(FP), R8
	MOVQ n+48(FP), R14
	XORL CX, CX

// All columns' first postings are asked for before any is needed.
ask:
	MOVLQSX     (R8)(CX*4), R10
	MOVL        (SI)(R10*4), AX
	PREFETCHT0  (DX)(AX*2)
	PREFETCHT0  (R15)(AX*1)
	INCQ        CX
	CMPQ        CX, R14
	JLT         ask
	MOVQ        factors+40(FP), R9

column:
	MOVLQSX (R8), R10
	MOVWLZX (R9), R11
	MOVL    (SI)(R10*4), AX
	MOVL    4(SI)(R10*4), CX
	SUBQ    AX, CX
	JZ      next
	LEAQ    (DX)(AX*2), R12
	LEAQ    (R15)(AX*1), R13

four:
	POSTING(0)
	POSTING(1)
	POSTING(2)
	POSTING(3)
	ADDQ $8, R12
	ADDQ $4, R13
	SUBQ $4, CX
	JNZ  four

next:
	ADDQ $4, R8
	ADDQ $2, R9
	DECQ R14
	JNZ  column
	RET
