package org.dl4jzoo.app.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Shows ND4J's service lookup one backend only. ND4J reads its priorities from the environment
 * alone, and tries the next backend when one fails: hiding the others is the only way to choose
 * within the process.
 */
final class OneBackendLoader extends ClassLoader {

  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private final URL service;

  /**
   * Creates a loader that finds everything its parent finds, but of the backends this one.
   *
   * @param backendClass name of a subclass of {@code Nd4jBackend}
   */
  OneBackendLoader(ClassLoader parent, String backendClass) throws IOException {
    super(parent);
    byte[] content = (backendClass + "\n").getBytes(StandardCharsets.UTF_8);
    this.service = new URL(null, "nd4jbackend:" + backendClass, new InMemory(content));
  }

  @Override
  public URL getResource(String name) {
    return SERVICE.equals(name) ? service : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return SERVICE.equals(name)
        ? Collections.enumeration(List.of(service))
        : super.getResources(name);
  }

  /** A URL's content held in memory. */
  private static final class InMemory extends URLStreamHandler {

    private final byte[] content;

    InMemory(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
