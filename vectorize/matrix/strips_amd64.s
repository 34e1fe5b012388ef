//go:build !purego

#include "textflag.h"

// TIMES16 adds one value of a, at AT, times the 16 of b to the sums of its row.
#define TIMES16(AT, PRODUCT, SUM) \
	VMULPS.BCST AT(SI), Z8, PRODUCT \
	VADDPS      PRODUCT, SUM, SUM

// func strip8AVX512(c *float32, cRow int, a, b *float32, n int)
TEXT ·strip8AVX512(SB), NOSPLIT, $0-40
	MOVQ    c+0(FP), DI
	MOVQ    cRow+8(FP), DX
	MOVQ    a+16(FP), SI
	MOVQ    b+24(FP), BX
	MOVQ    n+32(FP), CX
	SHLQ    $2, DX
	LEAQ    (DX)(DX*2), R8       // three rows of c
	LEAQ    (DI)(DX*4), R9       // the fifth
	VMOVUPS (DI), Z0
	VMOVUPS (DI)(DX*1), Z1
	VMOVUPS (DI)(DX*2), Z2
	VMOVUPS (DI)(R8*1), Z3
	VMOVUPS (R9), Z4
	VMOVUPS (R9)(DX*1), Z5
	VMOVUPS (R9)(DX*2), Z6
	VMOVUPS (R9)(R8*1), Z7

loop:
	VMOVUPS (BX), Z8
	TIMES16(0, Z9, Z0)
	TIMES16(4, Z10, Z1)
	TIMES16(8, Z11, Z2)
	TIMES16(12, Z12, Z3)
	TIMES16(16, Z13, Z4)
	TIMES16(20, Z14, Z5)
	TIMES16(24, Z15, Z6)
	TIMES16(28, Z16, Z7)
	ADDQ    $64, SI
	ADDQ    $64, BX
	DECQ    CX
	JNZ     loop
	VMOVUPS Z0, (DI)
	VMOVUPS Z1, (DI)(DX*1)
	VMOVUPS Z2, (DI)(DX*2)
	VMOVUPS Z3, (DI)(R8*1)
	VMOVUPS Z4, (R9)
	VMOVUPS Z5, (R9)(DX*1)
	VMOVUPS Z6, (R9)(DX*2)
	VMOVUPS Z7, (R9)(R8*1)
	VZEROUPPER
	RET
