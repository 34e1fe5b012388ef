//go:build !purego

#include "textflag.h"
#include "kernels_amd64.h"

// func atLeastEitherAVX2(dst *int32, x, leasts *float32, eights int, least, margin float32) int
TEXT ·atLeastEitherAVX2(SB), NOSPLIT, $0-48
	MOVQ         dst+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         leasts+16(FP), R10
	MOVQ         eights+24(FP), CX
	VBROADCASTSS least+32(FP), Y1
	VBROADCASTSS margin+36(FP), Y3
	MOVQ         DI, DX             // where dst began
	XORL         R8, R8             // the place of the first of the eight
	TESTQ        CX, CX
	JZ           done

loop:
	VMINPS    (R10), Y1, Y2
	VSUBPS    Y3, Y2, Y2
	ADDQ      $32, R10
	VMOVUPS   (SI), Y4
	VCMPPS    $2, Y4, Y2, Y2    // that <= x, a bit a value
	PLACES
	MOVQ DI, ret+40(FP)
	VZEROUPPER
	RET
