//go:build !purego

#include "textflag.h"

// STEP adds to a register the products of 16 bytes, made 16 bits wide, with those of the query in Y8, two by two.
#define STEP(ROW, WIDE, SUM) \
	VPMOVSXBW ROW, WIDE      \
	VPMADDWD  Y8, WIDE, WIDE \
	VPADDD    WIDE, SUM, SUM

// func dotBytesAVX2(dst *int32, rows *int8, q *int16, fours, steps int)
TEXT ·dotBytesAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ rows+8(FP), SI
	MOVQ fours+24(FP), R8
	MOVQ steps+32(FP), R9
	MOVQ R9, R10
	SHLQ $4, R10             // the bytes of a row
	LEAQ (R10)(R10*2), R11   // and of three

four:
	MOVQ  q+16(FP), DX
	MOVQ  R9, CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

step:
	VMOVDQU (DX), Y8
	STEP((SI), Y4, Y0)
	STEP((SI)(R10*1), Y5, Y1)
	STEP((SI)(R10*2), Y6, Y2)
	STEP((SI)(R11*1), Y7, Y3)
	ADDQ $16, SI
	ADDQ $32, DX
	DECQ CX
	JNZ  step

	// Two rounds of sums of neighbours leave a sum a row in each half of the register.
	VPHADDD      Y1, Y0, Y0
	VPHADDD      Y3, Y2, Y2
	VPHADDD      Y2, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VMOVDQU      X0, (DI)
	ADDQ         $16, DI
	ADDQ         R11, SI         // past the other three rows
	DECQ         R8
	JNZ          four
	VZEROUPPER
	RET
