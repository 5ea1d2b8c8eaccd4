package org.dl4jzoo.app.backend;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The CUDA runtime through reflection: the default build has no CUDA class, neither to compile
 * against nor to run with.
 */
final class ReflectedCudaRuntime implements CudaRuntime {

  private static final String RUNTIME = "org.bytedeco.cuda.global.cudart";
  private static final int COMPUTE_CAPABILITY_MAJOR = 75;
  private static final int COMPUTE_CAPABILITY_MINOR = 76;

  @Override
  public boolean isOnClassPath() {
    ClassLoader loader = ReflectedCudaRuntime.class.getClassLoader();
    return loader.getResource(SelectedBackend.CUDA_BACKEND.replace('.', '/') + ".class") != null
        && loader.getResource(RUNTIME.replace('.', '/') + ".class") != null;
  }

  @Override
  public int deviceCount(int[] count) {
    return (Integer) call("cudaGetDeviceCount", new Class<?>[] {int[].class}, count);
  }

  @Override
  public String errorString(int code) {
    return text(call("cudaGetErrorString", new Class<?>[] {int.class}, code));
  }

  @Override
  public String name(int device) {
    try {
      Class<?> type = Class.forName("org.bytedeco.cuda.cudart.cudaDeviceProp");
      Constructor<?> constructor = type.getConstructor();
      Object properties = constructor.newInstance();
      call("cudaGetDeviceProperties", new Class<?>[] {type, int.class}, properties, device);
      return text(type.getMethod("name").invoke(properties));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cudaDeviceProp is not as expected", e);
    }
  }

  @Override
  public ComputeCapability computeCapability(int device) {
    return new ComputeCapability(
        attribute(COMPUTE_CAPABILITY_MAJOR, device), attribute(COMPUTE_CAPABILITY_MINOR, device));
  }

  private static int attribute(int attribute, int device) {
    int[] value = new int[1];
    int code =
        (Integer)
            call(
                "cudaDeviceGetAttribute",
                new Class<?>[] {int[].class, int.class, int.class},
                value,
                attribute,
                device);
    if (code != SUCCESS) {
      throw new IllegalStateException("cudaDeviceGetAttribute returned " + code);
    }
    return value[0];
  }

  /** The text of a JavaCPP BytePointer. */
  private static String text(Object bytePointer) {
    try {
      return (String) bytePointer.getClass().getMethod("getString").invoke(bytePointer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("BytePointer is not as expected", e);
    }
  }

  private static Object call(String name, Class<?>[] types, Object... arguments) {
    try {
      Method method = Class.forName(RUNTIME).getMethod(name, types);
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LinkageError noLibrary) {
        throw noLibrary;
      }
      throw new IllegalStateException(name + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(RUNTIME + "." + name + " is not as expected", e);
    }
  }
}
