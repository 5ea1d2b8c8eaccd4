package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * Products of matrices by cuBLAS. It counts by columns, so that a matrix of ours is its transposed
 * one there, and the product of two is taken in the other order.
 */
final class CublasMatrices implements AutoCloseable {

  private static final int AS_IS = cublas.CUBLAS_OP_N;
  private static final int TRANSPOSED = cublas.CUBLAS_OP_T;

  private final MapType maps;
  private final int arithmetic;
  private final cublasContext handle = new cublasContext();
  private final FloatPointer zero = new FloatPointer(0f);
  private final FloatPointer one = new FloatPointer(1f);

  CublasMatrices(CudaStream stream, CudaPrecision precision) {
    this.maps = precision.maps();
    this.arithmetic =
        precision == CudaPrecision.TF32
            ? cublas.CUBLAS_COMPUTE_32F_FAST_TF32
            : cublas.CUBLAS_COMPUTE_32F;
    CudaErrors.blas("cublasCreate", cublas.cublasCreate_v2(handle));
    int status = cublas.cublasSetStream_v2(handle, stream.queue());
    CudaErrors.blas("cublasSetStream", status);
    status = cublas.cublasSetMathMode(handle, mode(precision));
    CudaErrors.blas("cublasSetMathMode", status);
  }

  /** cuBLAS's own mode keeps float32, but for what an environment variable asks for. */
  private static int mode(CudaPrecision precision) {
    return switch (precision) {
      case FLOAT32, TF32 -> cublas.CUBLAS_DEFAULT_MATH;
      case BF16, FP16 -> cublas.CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION;
    };
  }

  /** cuBLAS's number of a type. */
  private static int number(MapType type) {
    return switch (type) {
      case FLOAT32 -> cudart.CUDA_R_32F;
      case BFLOAT16 -> cudart.CUDA_R_16BF;
      case FLOAT16 -> cudart.CUDA_R_16F;
    };
  }

  /** y = x w^T with x [rows, in], w [out, in], all of the maps' type. */
  void multiply(int rows, int in, int out, long x, long w, long y) {
    product(TRANSPOSED, AS_IS, out, rows, in, w, in, x, in, false, y, maps);
  }

  /** dx = dy w. */
  void backData(int rows, int in, int out, long w, long dy, long dx, boolean add) {
    product(AS_IS, AS_IS, in, rows, out, w, in, dy, out, add, dx, maps);
  }

  /** dw = dy^T x, float32. */
  void backWeights(int rows, int in, int out, long x, long dy, long dw, boolean add) {
    product(AS_IS, TRANSPOSED, in, out, rows, x, in, dy, out, add, dw, MapType.FLOAT32);
  }

  /** c = a b, by columns; a is [m, k], b is [k, n], both maps, c is [m, n] of a type. */
  private void product(
      int orderA,
      int orderB,
      int m,
      int n,
      int k,
      long a,
      int strideA,
      long b,
      int strideB,
      boolean add,
      long c,
      MapType type) {
    int status =
        cublas.cublasGemmEx(
            handle,
            orderA,
            orderB,
            m,
            n,
            k,
            one,
            new Address(a),
            number(maps),
            strideA,
            new Address(b),
            number(maps),
            strideB,
            add ? one : zero,
            new Address(c),
            number(type),
            m,
            arithmetic,
            cublas.CUBLAS_GEMM_DEFAULT);
    CudaErrors.blas("cublasGemmEx", status);
  }

  @Override
  public void close() {
    cublas.cublasDestroy_v2(handle);
    zero.close();
    one.close();
  }
}
