package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * Products of matrices by cuBLAS. It counts by columns, so that a matrix of ours is its transposed
 * one there, and the product of two is taken in the other order.
 */
final class CublasMatrices implements AutoCloseable {

  private static final int AS_IS = cublas.CUBLAS_OP_N;
  private static final int TRANSPOSED = cublas.CUBLAS_OP_T;

  private final cublasContext handle = new cublasContext();
  private final FloatPointer zero = new FloatPointer(0f);
  private final FloatPointer one = new FloatPointer(1f);

  CublasMatrices(CudaStream stream, CudaPrecision precision) {
    CudaErrors.blas("cublasCreate", cublas.cublasCreate_v2(handle));
    int status = cublas.cublasSetStream_v2(handle, stream.queue());
    CudaErrors.blas("cublasSetStream", status);
    status = cublas.cublasSetMathMode(handle, mode(precision));
    CudaErrors.blas("cublasSetMathMode", status);
  }

  /** cuBLAS's own mode keeps float32, but for what an environment variable asks for. */
  private static int mode(CudaPrecision precision) {
    return switch (precision) {
      case FLOAT32 -> cublas.CUBLAS_DEFAULT_MATH;
      case TF32 -> cublas.CUBLAS_TF32_TENSOR_OP_MATH;
    };
  }

  /** y = x w^T with x [rows, in], w [out, in]. */
  void multiply(int rows, int in, int out, long x, long w, long y) {
    product(TRANSPOSED, AS_IS, out, rows, in, w, in, x, in, false, y);
  }

  /** dx = dy w. */
  void backData(int rows, int in, int out, long w, long dy, long dx, boolean add) {
    product(AS_IS, AS_IS, in, rows, out, w, in, dy, out, add, dx);
  }

  /** dw = dy^T x. */
  void backWeights(int rows, int in, int out, long x, long dy, long dw, boolean add) {
    product(AS_IS, TRANSPOSED, in, out, rows, x, in, dy, out, add, dw);
  }

  /** c = a b, by columns; a is [m, k], b is [k, n], c is [m, n]. */
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
      long c) {
    int status =
        cublas.cublasSgemm_v2(
            handle,
            orderA,
            orderB,
            m,
            n,
            k,
            one,
            Address.ofFloats(a),
            strideA,
            Address.ofFloats(b),
            strideB,
            add ? one : zero,
            Address.ofFloats(c),
            m);
    CudaErrors.blas("cublasSgemm", status);
  }

  @Override
  public void close() {
    cublas.cublasDestroy_v2(handle);
    zero.close();
    one.close();
  }
}
