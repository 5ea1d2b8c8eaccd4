package org.dl4jzoo.app.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.OutputFile;

/** What all pages share: templates, styles and scripts, which stand in the page itself. */
public final class PageAssets {

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private PageAssets() {}

  /** The style sheets, the charts' first. */
  public static String styles() {
    return text(UPLOT + "uPlot.min.css") + text("page.css");
  }

  /**
   * The scripts: the charts' (uPlot, MIT licence, which it names), what all pages do, and the
   * page's own.
   */
  public static List<String> scripts(String... own) {
    return Stream.concat(Stream.of(UPLOT + "uPlot.iife.min.js", "common.js"), Stream.of(own))
        .map(PageAssets::text)
        .toList();
  }

  static void write(String template, Object page, Path html) {
    OutputFile.write(html, render(template, page));
  }

  static String render(String template, Object page) {
    StringOutput output = new StringOutput();
    TEMPLATES.render(template, page, output);
    return output.toString();
  }

  private static String text(String resource) {
    try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
