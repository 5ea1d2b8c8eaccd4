package org.dl4jzoo.zoo.device.cuda;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.dl4jzoo.zoo.device.Memory;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.offheap.Address;

/** A GPU's own memory. */
final class CudaMemory implements Memory, AutoCloseable {

  private final CudaStream stream;

  /** A queue beside that of the work, for copies of what work will read later. */
  private final CudaStream copies;

  private final PinnedStaging staging = new PinnedStaging();
  private final Set<Long> allocated = new HashSet<>();
  private final Set<Integer> reached = new HashSet<>();
  private long freed;

  CudaMemory(CudaStream stream) {
    this.stream = stream;
    this.copies = new CudaStream(stream.device());
  }

  @Override
  public long allocate(long bytes) {
    stream.bind();
    try (PointerPointer<Address> answer = new PointerPointer<>(1)) {
      int status = cudart.cudaMalloc(answer, Math.max(bytes, 1));
      if (status == cudart.cudaErrorMemoryAllocation) {
        cudart.cudaGetLastError();
        throw new OutOfDeviceMemoryException(bytes, available());
      }
      CudaErrors.runtime("cudaMalloc", status);
      long address = answer.get(0).address();
      allocated.add(address);
      return address;
    }
  }

  @Override
  public void free(long address) {
    stream.bind();
    if (!allocated.contains(address)) {
      throw new IllegalArgumentException("address %x was not allocated".formatted(address));
    }
    CudaErrors.runtime("cudaFree", cudart.cudaFree(new Address(address)));
    allocated.remove(address);
    freed++;
  }

  /** How often memory was freed: addresses of before may mean something else since. */
  long freed() {
    return freed;
  }

  @Override
  public long available() {
    stream.bind();
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      CudaErrors.runtime("cudaMemGetInfo", cudart.cudaMemGetInfo(free, total));
      return free.get();
    }
  }

  @Override
  public void upload(long host, long device, long bytes) {
    staging.upload(host, device, bytes, stream.queue());
  }

  @Override
  public void uploadAhead(long host, long device, long bytes) {
    staging.upload(host, device, bytes, copies.queue());
  }

  @Override
  public void turn() {
    stream.await(copies);
    copies.await(stream);
  }

  @Override
  public void download(long device, long host, long bytes) {
    int kind = cudart.cudaMemcpyDeviceToHost;
    Address to = new Address(host);
    int status = cudart.cudaMemcpyAsync(to, new Address(device), bytes, kind, stream.queue());
    CudaErrors.runtime("cudaMemcpyAsync", status);
    stream.synchronize();
  }

  @Override
  public void copyFrom(Memory other, long from, long to, long bytes) {
    CudaMemory memory = cuda(other);
    reach(memory);
    int source = memory.stream.device();
    int status =
        cudart.cudaMemcpyPeerAsync(
            new Address(to), stream.device(), new Address(from), source, bytes, stream.queue());
    CudaErrors.runtime("cudaMemcpyPeerAsync", status);
  }

  private static CudaMemory cuda(Memory other) {
    if (other instanceof CudaMemory memory) {
      return memory;
    }
    throw new IllegalArgumentException("another CUDA device is needed; got " + other);
  }

  /** Lets this GPU read the other's memory; where it can't, CUDA copies by way of the host. */
  private void reach(CudaMemory other) {
    int peer = other.stream.device();
    if (peer != stream.device() && reached.add(peer)) {
      stream.bind();
      int[] can = new int[1];
      int status = cudart.cudaDeviceCanAccessPeer(can, stream.device(), peer);
      CudaErrors.runtime("cudaDeviceCanAccessPeer", status);
      if (can[0] != 0) {
        status = cudart.cudaDeviceEnablePeerAccess(peer, 0);
        if (status == cudart.cudaErrorPeerAccessAlreadyEnabled) {
          cudart.cudaGetLastError();
        } else {
          CudaErrors.runtime("cudaDeviceEnablePeerAccess", status);
        }
      }
    }
  }

  @Override
  public void await(Memory other) {
    stream.await(cuda(other).stream);
  }

  @Override
  public void clear(long address, long bytes) {
    int status = cudart.cudaMemsetAsync(new Address(address), 0, bytes, stream.queue());
    CudaErrors.runtime("cudaMemsetAsync", status);
  }

  @Override
  public void synchronize() {
    copies.synchronize();
    stream.synchronize();
  }

  /** Frees all that is still allocated. */
  @Override
  public void close() {
    copies.close();
    staging.close();
    Set.copyOf(allocated).forEach(this::free);
  }
}
