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
  private final PinnedStaging staging;
  private final Set<Long> allocated = new HashSet<>();

  CudaMemory(CudaStream stream) {
    this.stream = stream;
    this.staging = new PinnedStaging(stream);
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
    if (!allocated.remove(address)) {
      throw new IllegalArgumentException("address %x was not allocated".formatted(address));
    }
    CudaErrors.runtime("cudaFree", cudart.cudaFree(new Address(address)));
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
    staging.upload(host, device, bytes);
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
  public void clear(long address, long bytes) {
    int status = cudart.cudaMemsetAsync(new Address(address), 0, bytes, stream.queue());
    CudaErrors.runtime("cudaMemsetAsync", status);
  }

  @Override
  public void synchronize() {
    stream.synchronize();
  }

  /** Frees all that is still allocated. */
  @Override
  public void close() {
    staging.close();
    Set.copyOf(allocated).forEach(this::free);
  }
}
