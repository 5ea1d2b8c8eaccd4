package org.dl4jzoo.zoo.device.cuda;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * Copies to a device by way of pinned host memory: from ordinary memory CUDA would first wait for
 * all work under way.
 */
final class PinnedStaging implements AutoCloseable {

  private static final long BYTES = 16 << 20;
  private static final int PIECES = 4;

  /** A piece of pinned memory, and what tells that it has been copied on. */
  private record Piece(long address, CUevent_st copied) {}

  private final List<Piece> pieces = new ArrayList<>();
  private int next;

  /** Copies from any host memory, which may change once this returns, by way of a queue. */
  void upload(long host, long device, long bytes, CUstream_st queue) {
    for (long done = 0; done < bytes; done += BYTES) {
      uploadPiece(host + done, device + done, Math.min(BYTES, bytes - done), queue);
    }
  }

  private void uploadPiece(long host, long device, long bytes, CUstream_st queue) {
    Piece piece = free();
    Address pinned = new Address(piece.address());
    Pointer.memcpy(pinned, new Address(host), bytes);
    int kind = cudart.cudaMemcpyHostToDevice;
    int status = cudart.cudaMemcpyAsync(new Address(device), pinned, bytes, kind, queue);
    CudaErrors.runtime("cudaMemcpyAsync", status);
    CudaErrors.runtime("cudaEventRecord", cudart.cudaEventRecord(piece.copied(), queue));
  }

  /** The next piece in turn, once its content has been copied. */
  private Piece free() {
    if (pieces.size() < PIECES) {
      pieces.add(allocate());
      return pieces.get(pieces.size() - 1);
    }
    Piece piece = pieces.get(next);
    next = (next + 1) % PIECES;
    CudaErrors.runtime("cudaEventSynchronize", cudart.cudaEventSynchronize(piece.copied()));
    return piece;
  }

  private static Piece allocate() {
    CUevent_st copied = new CUevent_st();
    CudaErrors.runtime("cudaEventCreate", cudart.cudaEventCreate(copied));
    try (PointerPointer<Address> answer = new PointerPointer<>(1)) {
      int status = cudart.cudaHostAlloc(answer, BYTES, cudart.cudaHostAllocDefault);
      CudaErrors.runtime("cudaHostAlloc", status);
      return new Piece(answer.get(0).address(), copied);
    }
  }

  @Override
  public void close() {
    for (Piece piece : pieces) {
      cudart.cudaEventDestroy(piece.copied());
      cudart.cudaFreeHost(new Address(piece.address()));
    }
    pieces.clear();
  }
}
