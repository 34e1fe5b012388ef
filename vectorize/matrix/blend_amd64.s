//go:build !purego

#include "textflag.h"
#include "kernels_amd64.h"

// FOUR adds the weight in Y8 times four values of a row, widened, to a register.
#define FOUR(AT, PRODUCT, SUM) \
	VCVTPS2PD AT(R9), PRODUCT     \
	VMULPD    PRODUCT, Y8, PRODUCT \
	VADDPD    PRODUCT, SUM, SUM

// func blend16AVX2(dst *float64, data *float32, stride int, rows *int32, weights *float32, n int)
TEXT ·blend16AVX2(SB), NOSPLIT, $0-48
	MOVQ   data+8(FP), DI
	MOVQ   stride+16(FP), R8
	MOVQ   rows+24(FP), SI
	MOVQ   weights+32(FP), DX
	MOVQ   n+40(FP), CX
	SHLQ   $2, R8            // bytes from here
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3

loop:
	ENTRY
	FOUR(0, Y9, Y0)
	FOUR(16, Y10, Y1)
	FOUR(32, Y11, Y2)
	FOUR(48, Y12, Y3)
	DECQ CX
	JNZ  loop
	MOVQ    dst+0(FP), DI
	VMOVUPD Y0, (DI)
	VMOVUPD Y1, 32(DI)
	VMOVUPD Y2, 64(DI)
	VMOVUPD Y3, 96(DI)
	VZEROUPPER
	RET
