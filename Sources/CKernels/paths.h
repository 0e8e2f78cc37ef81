// What each path offers, by one list.
#ifndef CK_PATHS_H
#define CK_PATHS_H

#include <string.h>

#include "CKernels.h"

#define CK_DECLARE(path) \
  void ck_##path##_recurrent_forward(int, const ck_recurrent_forward_args *); \
  void ck_##path##_recurrent_backward(int, const ck_recurrent_backward_args *); \
  void ck_##path##_dense_forward(const ck_dense_forward_args *); \
  void ck_##path##_dense_backward(const ck_dense_backward_args *); \
  void ck_##path##_transpose(const float *, int, int, int, int, int, float *); \
  void ck_##path##_sigmoid(const float *, float *, long); \
  void ck_##path##_tanh(const float *, float *, long); \
  void ck_##path##_softplus(const float *, float *, float *, long); \
  void ck_##path##_quantiles_forward(float *, const float *, int, int, int, int, int); \
  void ck_##path##_quantiles_backward(float *, const float *, int, int, int, int, int); \
  double ck_##path##_pinball( \
    float *, const float *, const float *, int, int, const float *, float); \
  void ck_##path##_add_up(float *, const float *const *, int, long, long); \
  double ck_##path##_square_sum(const float *, long); \
  void ck_##path##_scale(float *, float, long); \
  void ck_##path##_clamp(float *, float, long); \
  void ck_##path##_adam(float *, const float *, float *, float *, long, const ck_adam_constants *); \
  void ck_##path##_momentum(float *, const float *, float *, long, float, float); \
  void ck_##path##_rmsprop( \
    float *, const float *, float *, float *, long, const ck_rmsprop_constants *); \
  void ck_##path##_blend(float *, float, const float *, float, long);

CK_DECLARE(avx512)
CK_DECLARE(avx2)
CK_DECLARE(portable)

#endif
