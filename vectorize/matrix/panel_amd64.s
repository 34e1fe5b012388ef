//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// KIND writes the terms of a kind, those of whose kinds in Z1 a bit is the highest once they are shifted, from registers PLACE and
// Z3 to AT and FACTOR, and moves these.
#define KIND(SHIFT, MASK, PLACE, AT, FACTOR) \
	VPSLLD      $SHIFT, Z1, Z6     \
	VPMOVD2M    Z6, MASK           \
	VPCOMPRESSD PLACE, MASK, Z8    \
	VPCOMPRESSD Z3, MASK, Z9       \
	VMOVDQU32   Z8, (AT)           \
	VPMOVDW     Z9, Y9             \
	VMOVDQU     Y9, (FACTOR)       \
	KMOVW       MASK, AX           \
	POPCNTL     AX, AX             \
	LEAQ        (AT)(AX*4), AT     \
	LEAQ        (FACTOR)(AX*2), FACTOR

// PAIRUP is pairUp from START to FACTOR, where it writes 0 first, as at AT.
#define PAIRUP(AT, START, FACTOR, LOOP) \
	MOVL      $0, (AT)              \
	MOVW      $0, (FACTOR)          \
	MOVQ      START, AX             \
LOOP:                              \
	VMOVDQU32 (AX), Z6              \
	VPSRLD    $8, Z6, Z7            \
	VPORD     Z6, Z7, Z7            \
	VPSLLD    $16, Z7, Z8           \
	VPANDD    Z24, Z7, Z7           \
	VPORD     Z7, Z8, Z8            \
	VMOVDQU32 Z8, (AX)              \
	ADDQ      $64, AX               \
	CMPQ      AX, FACTOR            \
	JLS       LOOP

// FOLD adds up the 16 numbers of a register and takes the largest of those of another.
#define FOLD(SHUFFLE) \
	SHUFFLE(X0, X2)    \
	SHUFFLE(X1, X3)    \
	VPMAXUD X2, X0, X0 \
	VPADDD  X3, X1, X1

#define HALF(X, Y) VPSHUFD $0x4E, X, Y
#define QUARTER(X, Y) VPSHUFD $0xB1, X, Y

// func sortTermsAVX512(found *rowTerms, kinds *uint32, columns *int32, values *float32, n int, scale float32, short, long, bytes, top *uint32, shortFactor, longFactor, bytesFactor, topFactor *uint16)
TEXT ·sortTermsAVX512(SB), NOSPLIT, $0-112
	MOVQ         kinds+8(FP), SI
	MOVQ         n+32(FP), CX
	MOVQ         short+48(FP), R8
	MOVQ         long+56(FP), R9
	MOVQ         bytes+64(FP), R10
	MOVQ         top+72(FP), R11
	MOVQ         shortFactor+80(FP), R12
	MOVQ         longFactor+88(FP), R13
	MOVQ         bytesFactor+96(FP), DI
	MOVQ         topFactor+104(FP), R15
	MOVQ         columns+16(FP), BX
	MOVQ         values+24(FP), DX
	VBROADCASTSS scale+40(FP), Z20
	MOVL         $0x7FFFFFFF, AX
	VPBROADCASTD AX, Z21
	MOVL         $1, AX
	VPBROADCASTD AX, Z22
	MOVL         $0x0FFFFFFF, AX
	VPBROADCASTD AX, Z23
	MOVL         $0xFFFF, AX
	VPBROADCASTD AX, Z24
	VPXORQ       Z18, Z18, Z18
	VPXORQ       Z19, Z19, Z19

sixteen:
	MOVL $0xFFFF, AX
	CMPQ CX, $16
	JGE  whole
	MOVL $1, AX
	SHLL CX, AX
	DECL AX

whole:
	KMOVW       AX, K1
	PREFETCHT0  1024(BX)
	PREFETCHT0  1024(DX)
	VMOVDQU32.Z (BX), K1, Z0
	VMOVUPS.Z   (DX), K1, Z2
	VPXORQ      Z1, Z1, Z1
	VPGATHERDD  (SI)(Z0*4), K1, Z1
	VPANDD      Z21, Z2, Z2
	VMULPS      Z20, Z2, Z2
	VCVTTPS2DQ  Z2, Z3
	VPADDD      Z22, Z3, Z3
	VPANDD      Z23, Z1, Z4
	VPSLLD      $6, Z4, Z5
	KIND(0, K2, Z4, R8, R12)
	KIND(1, K2, Z4, R9, R13)
	KIND(2, K3, Z5, R10, DI)
	KIND(3, K4, Z5, R11, R15)
	KORW        K3, K4, K5
	VPMAXUD     Z3, Z18, K5, Z18
	VPMULLD     Z3, Z3, Z7
	VPADDD      Z7, Z19, K4, Z19
	ADDQ        $64, BX
	ADDQ        $64, DX
	SUBQ        $16, CX
	JG          sixteen

	PAIRUP(R10, bytesFactor+96(FP), DI, pairBytes)
	PAIRUP(R11, topFactor+104(FP), R15, pairTops)
	VEXTRACTI64X4 $1, Z18, Y0
	VEXTRACTI64X4 $1, Z19, Y1
	VPMAXUD       Y0, Y18, Y0
	VPADDD        Y1, Y19, Y1
	VEXTRACTI128  $1, Y0, X2
	VEXTRACTI128  $1, Y1, X3
	VPMAXUD       X2, X0, X0
	VPADDD        X3, X1, X1
	FOLD(HALF)
	FOLD(QUARTER)
	MOVQ          found+0(FP), AX
	SUBQ          short+48(FP), R8
	SUBQ          long+56(FP), R9
	SUBQ          bytes+64(FP), R10
	SUBQ          top+72(FP), R11
	SHRQ          $2, R8
	SHRQ          $2, R9
	SHRQ          $2, R10
	SHRQ          $2, R11
	MOVL          R8, (rowTerms_termCounts+termCounts_short)(AX)
	MOVL          R9, (rowTerms_termCounts+termCounts_long)(AX)
	MOVL          R10, (rowTerms_termCounts+termCounts_bytes)(AX)
	MOVL          R11, (rowTerms_termCounts+termCounts_top)(AX)
	VMOVD         X0, rowTerms_most(AX)
	VMOVD         X1, rowTerms_square(AX)
	VZEROUPPER
	RET

// POSTING adds one posting of a list of N, times R11, to its sum.
#define POSTING(K, N) \
	MOVWLZX (2*(K))(R12), AX       \
	MOVWLZX (2*(K)+2*N)(R12), R13 \
	IMULL   R11, R13               \
	ADDW    R13, (DI)(AX*2)

// FOUR adds four postings.
#define FOUR(K, N) \
	POSTING(K, N)   \
	POSTING(K+1, N) \
	POSTING(K+2, N) \
	POSTING(K+3, N)

// ASK asks for the lists of COUNT terms at AT before they are needed.
#define ASK(COUNT, AT, TERMS, PLACE, SHIFT, LISTS, LOOP, NONE) \
	MOVL       (boundedRow__size+boundedRow_count+COUNT)(BX), CX \
	MOVL       (boundedRow__size+boundedRow_at+AT)(BX), AX       \
	MOVQ       (Bounds_terms+TERMS)(DX), R8                      \
	LEAQ       (R8)(AX*4), R8                                    \
	TESTL      CX, CX                                            \
	JZ         NONE                                              \
LOOP:                                                            \
	MOVL       (R8), AX                                          \
	ANDL       $PLACE, AX                                        \
	SHLQ       $SHIFT, AX                                        \
	PREFETCHT0 (LISTS)(AX*1)                                     \
	ADDQ       $4, R8                                            \
	DECL       CX                                                \
	JNZ        LOOP                                              \
NONE:

// TERMS leaves in R14 how many terms of a kind the row has, and where they and their weights are in R8 and R9.
#define TERMS(COUNT, AT, OF, FACTORS) \
	MOVL (boundedRow_count+COUNT)(BX), R14 \
	MOVL (boundedRow_at+AT)(BX), AX        \
	MOVQ (Bounds_terms+OF)(DX), R8         \
	MOVQ (Bounds_terms+FACTORS)(DX), R9    \
	LEAQ (R8)(AX*4), R8                    \
	LEAQ (R9)(AX*2), R9                    \
	TESTL R14, R14

// func scatterAMD64(b *Bounds, short, long *uint16, rows int)
TEXT ·scatterAMD64(SB), NOSPLIT, $0-32
	MOVQ b+0(FP), DX
	MOVQ short+8(FP), SI
	MOVQ long+16(FP), R15
	LEAQ Bounds_rows(DX), BX

row:
	ASK(termCounts_short, termCounts_short, boundedTerms_short, 0x0FFFFFFF, 5, SI, askShort, askedShort)
	ASK(termCounts_long, termCounts_long, boundedTerms_long, 0x00FFFFFF, 6, R15, askLong, askedLong)
	MOVL boundedRow_row(BX), DI
	IMUL3Q $(2*const_sumStride), DI, DI
	LEAQ Bounds_sums(DX)(DI*1), DI
	TERMS(termCounts_short, termCounts_short, boundedTerms_short, boundedTerms_shortFactor)
	JZ   long

eight:
	MOVL    (R8), R12
	MOVWLZX (R9), R11
	SHLQ    $5, R12
	ADDQ    SI, R12
	FOUR(0, 8)
	FOUR(4, 8)
	ADDQ    $4, R8
	ADDQ    $2, R9
	DECL    R14
	JNZ     eight

long:
	TERMS(termCounts_long, termCounts_long, boundedTerms_long, boundedTerms_longFactor)
	JZ next

list:
	MOVL    (R8), R12
	MOVWLZX (R9), R11
	MOVL    R12, CX
	SHRL    $24, CX
	ANDL    $0x00FFFFFF, R12
	SHLQ    $6, R12
	ADDQ    R15, R12

sixteen:
	FOUR(0, 16)
	FOUR(4, 16)
	FOUR(8, 16)
	FOUR(12, 16)
	ADDQ $64, R12
	DECL CX
	JNZ  sixteen
	ADDQ $4, R8
	ADDQ $2, R9
	DECL R14
	JNZ  list

next:
	ADDQ $boundedRow__size, BX
	DECQ rows+24(FP)
	JNZ  row
	RET

// PAIRS adds the products of pairs of columns of 64 bytes to Z0 and Z1, given what TERMS leaves.
#define PAIRS(PAIR) \
	MOVL         (R8), R10       \
	MOVL         4(R8), R11      \
	VPBROADCASTD (R9), Z31       \
	VMOVDQU64    (SI)(R10*1), Z8 \
	VMOVDQU64    (SI)(R11*1), Z9 \
	VPUNPCKLBW   Z9, Z8, Z10     \
	VPUNPCKHBW   Z9, Z8, Z11     \
	VPMADDUBSW   Z31, Z10, Z10   \
	VPMADDUBSW   Z31, Z11, Z11   \
	VPADDW       Z10, Z0, Z0     \
	VPADDW       Z11, Z1, Z1     \
	ADDQ         $8, R8          \
	ADDQ         $4, R9          \
	SUBL         $2, R14         \
	JNZ          PAIR

// func sweepGroupAVX512(b *Bounds, bytes *uint8, lengths *uint16, group, rows int)
TEXT ·sweepGroupAVX512(SB), NOSPLIT, $0-40
	MOVQ         b+0(FP), DX
	MOVQ         bytes+8(FP), SI
	MOVQ         lengths+16(FP), AX
	MOVQ         group+24(FP), R15
	MOVQ         rows+32(FP), CX
	VMOVDQU64    (AX), Z18
	VMOVDQU64    64(AX), Z19
	MOVQ         R15, AX
	SHLQ         $7, AX
	VMOVDQU64    Bounds_Least(DX)(AX*1), Z16
	VMOVDQU64    (64+Bounds_Least)(DX)(AX*1), Z17
	LEAQ         Bounds_Sums(DX)(AX*1), R13 // of the group of the first row
	LEAQ         Bounds_sums(DX)(AX*1), DI  // of the first row of the group
	LEAQ         Bounds_Over(DX)(R15*8), R12
	LEAQ         Bounds_rows(DX), BX
	MOVL         $0x00010001, AX
	VPBROADCASTD AX, Z20
	VPXORQ       Z21, Z21, Z21

row:
	MOVL         boundedRow_row(BX), R15
	IMUL3Q       $(2*const_sumStride), R15, R10
	SHLQ         $7, R15
	VMOVDQU64    (DI)(R10*1), Z0
	VMOVDQU64    64(DI)(R10*1), Z1
	VMOVDQU64    Z21, (DI)(R10*1)
	VMOVDQU64    Z21, 64(DI)(R10*1)
	VPBROADCASTW boundedRow_scale(BX), Z29
	VPBROADCASTW boundedRow_length(BX), Z30
	VPMULHUW     Z16, Z29, Z12
	VPMULHUW     Z17, Z29, Z13
	VPMAXUW      Z20, Z12, Z12
	VPMAXUW      Z20, Z13, Z13
	TERMS(termCounts_bytes, termCounts_bytes, boundedTerms_bytes, boundedTerms_bytesFactor)
	JZ           test

pair:
	PAIRS(pair)

test:
	VPMULHUW  Z18, Z30, Z10
	VPMULHUW  Z19, Z30, Z11
	VPADDUSW  Z0, Z10, Z10
	VPADDUSW  Z1, Z11, Z11
	VPCMPUW   $5, Z12, Z10, K1
	VPCMPUW   $5, Z13, Z11, K2
	KUNPCKDQ  K1, K2, K1
	KMOVQ     K1, AX
	TESTQ     AX, AX
	JZ        next
	TERMS(termCounts_top, termCounts_top, boundedTerms_top, boundedTerms_topFactor)
	JZ        last

top:
	PAIRS(top)

last:
	VPCMPUW   $5, Z12, Z0, K1
	VPCMPUW   $5, Z13, Z1, K2
	KUNPCKDQ  K1, K2, K1
	KMOVQ     K1, AX
	MOVQ      R15, R10
	SHLQ      $4, R10
	VMOVDQU64 Z0, (R13)(R10*1)
	VMOVDQU64 Z1, 64(R13)(R10*1)

next:
	MOVQ AX, (R12)(R15*1)
	ADDQ $boundedRow__size, BX
	DECQ CX
	JNZ  row
	VZEROUPPER
	RET

// PAIR32 adds the products of 32 bytes, at AT, of a pair of columns to two registers.
#define PAIR32(AT, LOW, HIGH) \
	VMOVDQU    AT(SI)(R10*1), Y8 \
	VMOVDQU    AT(SI)(R11*1), Y9 \
	VPUNPCKLBW Y9, Y8, Y10       \
	VPUNPCKHBW Y9, Y8, Y11       \
	VPMADDUBSW Y15, Y10, Y10     \
	VPMADDUBSW Y15, Y11, Y11     \
	VPADDW     Y10, LOW, LOW     \
	VPADDW     Y11, HIGH, HIGH

// PAIRS32 is PAIRS with four registers.
#define PAIRS32(PAIR) \
	MOVL         (R8), R10  \
	MOVL         4(R8), R11 \
	VPBROADCASTD (R9), Y15  \
	PAIR32(0, Y0, Y2)       \
	PAIR32(32, Y1, Y3)      \
	ADDQ         $8, R8     \
	ADDQ         $4, R9     \
	SUBL         $2, R14    \
	JNZ          PAIR

// LEAST makes the least sums of 16 places at AT.
#define LEAST(AT, TO) \
	VPMULHUW (Bounds_Least+AT)(R13), Y14, TO \
	VPMAXUW  Y13, TO, TO

// BOUND makes of 16 sums at AT the bounds with the top columns.
#define BOUND(AT, SUMS, TO) \
	VPMULHUW AT(R12), Y12, TO \
	VPADDUSW SUMS, TO, TO

// REACH says which of 32 numbers are no less than those at AT: all bits of a byte each, in X.
#define REACH(AT, X, Y) \
	LEAST(AT, Y8)          \
	LEAST(AT+32, Y9)       \
	VPMAXUW   X, Y8, Y8    \
	VPMAXUW   Y, Y9, Y9    \
	VPCMPEQW  X, Y8, X     \
	VPCMPEQW  Y, Y9, Y     \
	VPACKSSWB Y, X, X      \
	VPERMQ    $0xD8, X, X

// BITS leaves in AX which of 64 numbers are enough. It overwrites them.
#define BITS(A, B, C, D) \
	REACH(0, A, B)     \
	REACH(64, C, D)    \
	VPMOVMSKB A, R10   \
	VPMOVMSKB C, AX    \
	SHLQ      $32, AX  \
	ORQ       R10, AX

// func sweepGroupAVX2(b *Bounds, bytes *uint8, lengths *uint16, group, rows int)
TEXT ·sweepGroupAVX2(SB), NOSPLIT, $0-40
	MOVQ         b+0(FP), DX
	MOVQ         bytes+8(FP), SI
	MOVQ         lengths+16(FP), R12
	MOVQ         group+24(FP), AX
	MOVQ         AX, R13
	SHLQ         $7, R13
	ADDQ         DX, R13                    // the least sums of the group
	LEAQ         Bounds_sums(R13), DI       // of the first row of the group
	LEAQ         Bounds_rows(DX), BX
	VPCMPEQW     Y13, Y13, Y13
	VPSRLW       $15, Y13, Y13              // ones

row:
	MOVL         boundedRow_row(BX), R15
	IMUL3Q       $(2*const_sumStride), R15, R10
	SHLQ         $7, R15
	VMOVDQU      (DI)(R10*1), Y0
	VMOVDQU      32(DI)(R10*1), Y1
	VMOVDQU      64(DI)(R10*1), Y2
	VMOVDQU      96(DI)(R10*1), Y3
	VPXOR        Y8, Y8, Y8
	VMOVDQU      Y8, (DI)(R10*1)
	VMOVDQU      Y8, 32(DI)(R10*1)
	VMOVDQU      Y8, 64(DI)(R10*1)
	VMOVDQU      Y8, 96(DI)(R10*1)
	VPBROADCASTW boundedRow_scale(BX), Y14
	VPBROADCASTW boundedRow_length(BX), Y12
	TERMS(termCounts_bytes, termCounts_bytes, boundedTerms_bytes, boundedTerms_bytesFactor)
	JZ           test

pair:
	PAIRS32(pair)

test:
	BOUND(0, Y0, Y4)
	BOUND(32, Y1, Y5)
	BOUND(64, Y2, Y6)
	BOUND(96, Y3, Y7)
	BITS(Y4, Y5, Y6, Y7)
	TESTQ   AX, AX
	JZ      next
	TERMS(termCounts_top, termCounts_top, boundedTerms_top, boundedTerms_topFactor)
	JZ      last

top:
	PAIRS32(top)

last:
	MOVQ    R15, R11
	SHLQ    $4, R11
	ADDQ    R13, R11
	VMOVDQU Y0, Bounds_Sums(R11)
	VMOVDQU Y1, (Bounds_Sums+32)(R11)
	VMOVDQU Y2, (Bounds_Sums+64)(R11)
	VMOVDQU Y3, (Bounds_Sums+96)(R11)
	BITS(Y0, Y1, Y2, Y3)

next:
	MOVQ group+24(FP), R10
	LEAQ Bounds_Over(DX)(R10*8), R10
	MOVQ AX, (R10)(R15*1)
	ADDQ $boundedRow__size, BX
	DECQ rows+32(FP)
	JNZ  row
	VZEROUPPER
	RET
