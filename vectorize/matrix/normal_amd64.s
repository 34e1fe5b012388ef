//go:build !purego

#include "textflag.h"
#include "kernels_amd64.h"

// ADDTIMES adds the value in Y8 times four of y to the row at R9.
#define ADDTIMES(at, y, product) \
	VMULPD  y, Y8, product           \
	VADDPD  at(R9), product, product \
	VMOVUPD product, at(R9)

// func addSparse16AVX2(b *float64, columns *int32, values *float32, n int, y *float64)
TEXT ·addSparse16AVX2(SB), NOSPLIT, $0-40
	MOVQ    b+0(FP), DI
	MOVQ    columns+8(FP), SI
	MOVQ    values+16(FP), DX
	MOVQ    n+24(FP), CX
	MOVQ    y+32(FP), AX
	MOVQ    $128, R8
	VMOVUPD (AX), Y0
	VMOVUPD 32(AX), Y1
	VMOVUPD 64(AX), Y2
	VMOVUPD 96(AX), Y3

loop:
	ENTRY
	ADDTIMES(0, Y0, Y9)
	ADDTIMES(32, Y1, Y10)
	ADDTIMES(64, Y2, Y11)
	ADDTIMES(96, Y3, Y12)
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET
