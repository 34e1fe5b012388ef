//go:build !purego

#include "textflag.h"
#include "kernels_amd64.h"

// COMBINED reads where the rows to be combined are.
#define COMBINED \
	MOVQ b+8(FP), DI       \
	MOVQ stride+16(FP), R8 \
	MOVQ rows+24(FP), SI   \
	MOVQ values+32(FP), DX \
	MOVQ n+40(FP), CX      \
	SHLQ $2, R8

// What these compute, and in which order, is written in kernels_amd64.go. Every product is rounded before it is
// added (VMULPD, then VADDPD; never a fused VFMADD), and each lane adds up alone, so the sums are those of
// the portable loops to the bit. VZEROUPPER before each return: without it all SSE code after is slow.

// MUL16 adds the products of 16 values at SI and DI, read and widened by the given instructions, to Y0 to Y3.
#define MUL16(LOADX, SIZEX, LOADY, SIZEY) \
	LOADX (0*SIZEX)(SI), Y4    \
	LOADX (4*SIZEX)(SI), Y5    \
	LOADX (8*SIZEX)(SI), Y6    \
	LOADX (12*SIZEX)(SI), Y7   \
	LOADY (0*SIZEY)(DI), Y8    \
	LOADY (4*SIZEY)(DI), Y9    \
	LOADY (8*SIZEY)(DI), Y10   \
	LOADY (12*SIZEY)(DI), Y11  \
	VMULPD Y8, Y4, Y4          \
	VMULPD Y9, Y5, Y5          \
	VMULPD Y10, Y6, Y6         \
	VMULPD Y11, Y7, Y7         \
	VADDPD Y4, Y0, Y0          \
	VADDPD Y5, Y1, Y1          \
	VADDPD Y6, Y2, Y2          \
	VADDPD Y7, Y3, Y3

// DOT is a kernel of Dot but for its arguments: CX sixteens at SI and DI, whose 16 sums go to DX.
#define DOT(LOADX, SIZEX, LOADY, SIZEY) \
	VXORPD Y0, Y0, Y0          \
	VXORPD Y1, Y1, Y1          \
	VXORPD Y2, Y2, Y2          \
	VXORPD Y3, Y3, Y3          \
	TESTQ  CX, CX              \
	JZ     done                \
loop:                          \
	MUL16(LOADX, SIZEX, LOADY, SIZEY) \
	ADDQ   $(16*SIZEX), SI     \
	ADDQ   $(16*SIZEY), DI     \
	DECQ   CX                  \
	JNZ    loop                \
done:                          \
	VMOVUPD Y0, (DX)           \
	VMOVUPD Y1, 32(DX)         \
	VMOVUPD Y2, 64(DX)         \
	VMOVUPD Y3, 96(DX)         \
	VZEROUPPER                 \
	RET

// func dot32AVX2(x, y *float32, sixteens int, sum *[16]float64)
TEXT ·dot32AVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ sixteens+16(FP), CX
	MOVQ sum+24(FP), DX
	DOT(VCVTPS2PD, 4, VCVTPS2PD, 4)

// func dot3264AVX2(x *float32, y *float64, sixteens int, sum *[16]float64)
TEXT ·dot3264AVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ sixteens+16(FP), CX
	MOVQ sum+24(FP), DX
	DOT(VCVTPS2PD, 4, VMOVUPD, 8)

// func dot64AVX2(x, y *float64, sixteens int, sum *[16]float64)
TEXT ·dot64AVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ sixteens+16(FP), CX
	MOVQ sum+24(FP), DX
	DOT(VMOVUPD, 8, VMOVUPD, 8)

// TIMES adds the entry times four values of its row to a register.
#define TIMES(AT, PRODUCT, SUM) \
	VMULPD AT(R9), Y8, PRODUCT \
	VADDPD PRODUCT, SUM, SUM

// func mulSparse32AVX2(dst, b *float64, stride int, columns *int32, values *float32, n int)
TEXT ·mulSparse32AVX2(SB), NOSPLIT, $0-48
	MOVQ   b+8(FP), DI
	MOVQ   stride+16(FP), R8
	MOVQ   columns+24(FP), SI
	MOVQ   values+32(FP), DX
	MOVQ   n+40(FP), CX
	SHLQ   $3, R8              // strides are bytes from here
	VXORPD Y0, Y0, Y0          // 32 sums stay in eight registers
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3
	VXORPD Y4, Y4, Y4
	VXORPD Y5, Y5, Y5
	VXORPD Y6, Y6, Y6
	VXORPD Y7, Y7, Y7
	TESTQ  CX, CX
	JZ     done

loop:
	ENTRY
	TIMES(0, Y9, Y0)
	TIMES(32, Y10, Y1)
	TIMES(64, Y11, Y2)
	TIMES(96, Y12, Y3)
	TIMES(128, Y13, Y4)
	TIMES(160, Y14, Y5)
	TIMES(192, Y15, Y6)
	TIMES(224, Y9, Y7)
	DECQ CX
	JNZ  loop

done:
	MOVQ    dst+0(FP), DI
	VMOVUPD Y0, (DI)
	VMOVUPD Y1, 32(DI)
	VMOVUPD Y2, 64(DI)
	VMOVUPD Y3, 96(DI)
	VMOVUPD Y4, 128(DI)
	VMOVUPD Y5, 160(DI)
	VMOVUPD Y6, 192(DI)
	VMOVUPD Y7, 224(DI)
	VZEROUPPER
	RET

// func mulSparse16AVX2(dst, b *float64, stride int, columns *int32, values *float32, n int)
TEXT ·mulSparse16AVX2(SB), NOSPLIT, $0-48
	MOVQ   b+8(FP), DI
	MOVQ   stride+16(FP), R8
	MOVQ   columns+24(FP), SI
	MOVQ   values+32(FP), DX
	MOVQ   n+40(FP), CX
	SHLQ   $3, R8
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3
	TESTQ  CX, CX
	JZ     done

loop:
	ENTRY
	TIMES(0, Y9, Y0)
	TIMES(32, Y10, Y1)
	TIMES(64, Y11, Y2)
	TIMES(96, Y12, Y3)
	DECQ CX
	JNZ  loop

done:
	MOVQ    dst+0(FP), DI
	VMOVUPD Y0, (DI)
	VMOVUPD Y1, 32(DI)
	VMOVUPD Y2, 64(DI)
	VMOVUPD Y3, 96(DI)
	VZEROUPPER
	RET

// func mulSparse8AVX2(dst, b *float64, stride int, columns *int32, values *float32, n int)
TEXT ·mulSparse8AVX2(SB), NOSPLIT, $0-48
	MOVQ   b+8(FP), DI
	MOVQ   stride+16(FP), R8
	MOVQ   columns+24(FP), SI
	MOVQ   values+32(FP), DX
	MOVQ   n+40(FP), CX
	SHLQ   $3, R8
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	TESTQ  CX, CX
	JZ     done

loop:
	ENTRY
	TIMES(0, Y9, Y0)
	TIMES(32, Y10, Y1)
	DECQ CX
	JNZ  loop

done:
	MOVQ    dst+0(FP), DI
	VMOVUPD Y0, (DI)
	VMOVUPD Y1, 32(DI)
	VZEROUPPER
	RET

// ROW adds one value of a, at AT, times the two registers of b to the two sums of its row.
#define ROW(BROADCAST, MUL, ADD, AT, LOW, HIGH) \
	BROADCAST AT, Y10     \
	MUL       Y8, Y10, Y11  \
	MUL       Y9, Y10, Y12  \
	ADD       Y11, LOW, LOW \
	ADD       Y12, HIGH, HIGH

// TILE is a kernel of four rows by two registers but for its arguments: c, a and b at DI, SI and BX. The sums of row i
// stay in Y(2i) and Y(2i+1). Strides become bytes; R11 is three rows of a, R12 three of c.
#define TILE(MOVE, BROADCAST, MUL, ADD, SHIFT) \
	SHLQ $SHIFT, DX           \
	SHLQ $SHIFT, R8           \
	SHLQ $SHIFT, R9           \
	SHLQ $SHIFT, R10          \
	LEAQ (R8)(R8*2), R11      \
	LEAQ (DX)(DX*2), R12      \
	MOVE (DI), Y0             \
	MOVE 32(DI), Y1           \
	MOVE (DI)(DX*1), Y2       \
	MOVE 32(DI)(DX*1), Y3     \
	MOVE (DI)(DX*2), Y4       \
	MOVE 32(DI)(DX*2), Y5     \
	MOVE (DI)(R12*1), Y6      \
	MOVE 32(DI)(R12*1), Y7    \
	TESTQ CX, CX              \
	JZ   done                 \
loop:                         \
	MOVE (BX), Y8             \
	MOVE 32(BX), Y9           \
	ROW(BROADCAST, MUL, ADD, (SI), Y0, Y1)        \
	ROW(BROADCAST, MUL, ADD, (SI)(R8*1), Y2, Y3)  \
	ROW(BROADCAST, MUL, ADD, (SI)(R8*2), Y4, Y5)  \
	ROW(BROADCAST, MUL, ADD, (SI)(R11*1), Y6, Y7) \
	ADDQ R9, SI               \
	ADDQ R10, BX              \
	DECQ CX                   \
	JNZ  loop                 \
done:                         \
	MOVE Y0, (DI)             \
	MOVE Y1, 32(DI)           \
	MOVE Y2, (DI)(DX*1)       \
	MOVE Y3, 32(DI)(DX*1)     \
	MOVE Y4, (DI)(DX*2)       \
	MOVE Y5, 32(DI)(DX*2)     \
	MOVE Y6, (DI)(R12*1)      \
	MOVE Y7, 32(DI)(R12*1)    \
	VZEROUPPER                \
	RET

// func tile64AVX2(c *float64, cRow int, a *float64, aRow, aStep int, b *float64, bStep, n int)
TEXT ·tile64AVX2(SB), NOSPLIT, $0-64
	MOVQ c+0(FP), DI
	MOVQ cRow+8(FP), DX
	MOVQ a+16(FP), SI
	MOVQ aRow+24(FP), R8
	MOVQ aStep+32(FP), R9
	MOVQ b+40(FP), BX
	MOVQ bStep+48(FP), R10
	MOVQ n+56(FP), CX
	TILE(VMOVUPD, VBROADCASTSD, VMULPD, VADDPD, 3)

// func tile32AVX2(c *float32, cRow int, a *float32, aRow, aStep int, b *float32, bStep, n int)
TEXT ·tile32AVX2(SB), NOSPLIT, $0-64
	MOVQ c+0(FP), DI
	MOVQ cRow+8(FP), DX
	MOVQ a+16(FP), SI
	MOVQ aRow+24(FP), R8
	MOVQ aStep+32(FP), R9
	MOVQ b+40(FP), BX
	MOVQ bStep+48(FP), R10
	MOVQ n+56(FP), CX
	TILE(VMOVUPS, VBROADCASTSS, VMULPS, VADDPS, 2)

// func atLeastAVX2(dst *int32, x *float32, eights int, least float32) int
TEXT ·atLeastAVX2(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         eights+16(FP), CX
	VBROADCASTSS least+24(FP), Y1
	MOVQ         DI, DX            // where dst began
	XORL         R8, R8            // the place of the first of the eight
	TESTQ        CX, CX
	JZ           done

loop:
	VCMPPS    $2, (SI), Y1, Y2 // least <= x, a bit a value
	PLACES
	MOVQ DI, ret+32(FP)
	VZEROUPPER
	RET

// WEIGHT reads one row that is combined: its value to all of Y8, and where it is to R9.
#define WEIGHT \
	MOVLQSX      (SI), R9      \
	IMULQ        R8, R9        \
	ADDQ         DI, R9        \
	VBROADCASTSS (DX), Y8      \
	ADDQ         $4, SI        \
	ADDQ         $4, DX

// WEIGH adds the value times eight numbers of the row to a register.
#define WEIGH(AT, PRODUCT, SUM) \
	VMULPS AT(R9), Y8, PRODUCT \
	VADDPS PRODUCT, SUM, SUM

// func combine64AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)
TEXT ·combine64AVX2(SB), NOSPLIT, $0-48
	COMBINED
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7

loop:
	WEIGHT
	WEIGH(0, Y9, Y0)
	WEIGH(32, Y10, Y1)
	WEIGH(64, Y11, Y2)
	WEIGH(96, Y12, Y3)
	WEIGH(128, Y13, Y4)
	WEIGH(160, Y14, Y5)
	WEIGH(192, Y15, Y6)
	WEIGH(224, Y9, Y7)
	DECQ CX
	JNZ  loop
	MOVQ    dst+0(FP), DI
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	VZEROUPPER
	RET

// func combine32AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)
TEXT ·combine32AVX2(SB), NOSPLIT, $0-48
	COMBINED
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

loop:
	WEIGHT
	WEIGH(0, Y9, Y0)
	WEIGH(32, Y10, Y1)
	WEIGH(64, Y11, Y2)
	WEIGH(96, Y12, Y3)
	DECQ CX
	JNZ  loop
	MOVQ    dst+0(FP), DI
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VZEROUPPER
	RET

// func combine16AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)
TEXT ·combine16AVX2(SB), NOSPLIT, $0-48
	COMBINED
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

loop:
	WEIGHT
	WEIGH(0, Y9, Y0)
	WEIGH(32, Y10, Y1)
	DECQ CX
	JNZ  loop
	MOVQ    dst+0(FP), DI
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VZEROUPPER
	RET

// func combine8AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)
TEXT ·combine8AVX2(SB), NOSPLIT, $0-48
	COMBINED
	VXORPS Y0, Y0, Y0 // four partial sums, so that one addition need not wait for the one before
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	MOVQ   CX, R10
	SHRQ   $2, R10
	JZ     rest

loop:
	WEIGHT
	WEIGH(0, Y9, Y0)
	WEIGHT
	WEIGH(0, Y10, Y1)
	WEIGHT
	WEIGH(0, Y11, Y2)
	WEIGHT
	WEIGH(0, Y12, Y3)
	DECQ R10
	JNZ  loop

rest:
	ANDQ $3, CX
	JZ   done
	WEIGHT
	WEIGH(0, Y9, Y0)
	DECQ CX
	JZ   done
	WEIGHT
	WEIGH(0, Y10, Y1)
	DECQ CX
	JZ   done
	WEIGHT
	WEIGH(0, Y11, Y2)

done:
	VADDPS  Y1, Y0, Y0
	VADDPS  Y3, Y2, Y2
	VADDPS  Y2, Y0, Y0
	MOVQ    dst+0(FP), DI
	VMOVUPS Y0, (DI)
	VZEROUPPER
	RET

// func scaleMostAVX2(most, x, scale, limit *float32, eights int)
TEXT ·scaleMostAVX2(SB), NOSPLIT, $0-40
	MOVQ most+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ scale+16(FP), DX
	MOVQ limit+24(FP), R8
	MOVQ eights+32(FP), CX

loop:
	VMOVUPS      (SI), Y0
	VMULPS       (DX), Y0, Y0
	VMINPS       (R8), Y0, Y0
	VMOVUPS      Y0, (SI)
	VEXTRACTF128 $1, Y0, X1
	VMAXPS       X1, X0, X0
	VPERMILPS    $0x4e, X0, X1
	VMAXPS       X1, X0, X0
	VPERMILPS    $0xb1, X0, X1
	VMAXPS       X1, X0, X0
	VMOVSS       X0, (DI)
	ADDQ         $32, SI
	ADDQ         $32, DX
	ADDQ         $32, R8
	ADDQ         $4, DI
	DECQ         CX
	JNZ          loop
	VZEROUPPER
	RET

// To read a whole number of 64 bits as float64 it is cut in two: its upper 16 bits are added to the mantissa of 3 2^67,
// its lower 48 put into that of 2^52. Both are exact, and their sum less what they were put into is rounded once.
DATA upper<>+0(SB)/8, $0x4438000000000000 // 3 2^67
GLOBL upper<>(SB), RODATA|NOPTR, $8
DATA lower<>+0(SB)/8, $0x4330000000000000 // 2^52
GLOBL lower<>(SB), RODATA|NOPTR, $8
DATA both<>+0(SB)/8, $0x4438001000000000 // 3 2^67 + 2^52
GLOBL both<>(SB), RODATA|NOPTR, $8

// FIXED adds the value in Y8 times four whole numbers of the row at R9 to a register.
#define FIXED(AT, HIGH, LOW, SUM) \
	VMOVDQU  AT(R9), LOW            \
	VPSRAD   $16, LOW, HIGH         \
	VPBLENDW $0x33, Y15, HIGH, HIGH \
	VPADDQ   Y14, HIGH, HIGH        \
	VPBLENDW $0x88, Y13, LOW, LOW   \
	VSUBPD   Y12, HIGH, HIGH        \
	VADDPD   LOW, HIGH, HIGH        \
	VMULPD   HIGH, Y8, HIGH         \
	VADDPD   HIGH, SUM, SUM

// func addFixed8AVX2(dst *float64, b *int64, stride int, rows *int32, values *float32, n int)
TEXT ·addFixed8AVX2(SB), NOSPLIT, $0-48
	MOVQ         dst+0(FP), R10
	MOVQ         b+8(FP), DI
	MOVQ         stride+16(FP), R8
	MOVQ         rows+24(FP), SI
	MOVQ         values+32(FP), DX
	MOVQ         n+40(FP), CX
	SHLQ         $3, R8
	VPXOR        Y15, Y15, Y15
	VPBROADCASTQ upper<>(SB), Y14
	VPBROADCASTQ lower<>(SB), Y13
	VBROADCASTSD both<>(SB), Y12
	VMOVUPD      (R10), Y0
	VMOVUPD      32(R10), Y1

loop:
	ENTRY
	FIXED(0, Y2, Y3, Y0)
	FIXED(32, Y4, Y5, Y1)
	DECQ CX
	JNZ  loop
	VMOVUPD Y0, (R10)
	VMOVUPD Y1, 32(R10)
	VZEROUPPER
	RET
