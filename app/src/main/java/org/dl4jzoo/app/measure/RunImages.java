package org.dl4jzoo.app.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dl4jzoo.app.report.page.Subject.Fact;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.folder.Subset;

/** What the files of a run tell of its images: how they were split, and which they were. */
final class RunImages {

  private RunImages() {}

  /** The facts; of a file that is gone or damaged none, as a report can do without. */
  static List<Fact> facts(RunFolder run) {
    List<Fact> facts = new ArrayList<>();
    try {
      Map<String, Long> counts = subsets(run.split());
      String text =
          Arrays.stream(Subset.values())
              .map(Subset::toString)
              .filter(counts::containsKey)
              .map(subset -> ReviewedImage.inWords(counts.get(subset), subset))
              .collect(Collectors.joining(", "));
      facts.add(new Fact("Split", "%s (%s)".formatted(text, run.split())));
    } catch (IOException | IllegalArgumentException unreadable) {
      // The card is shorter.
    }
    try {
      JsonNode digest = new ObjectMapper().readTree(run.environment().toFile()).path("dataDigest");
      if (digest.isTextual()) {
        facts.add(new Fact("Digest of the images (SHA-256)", digest.asText()));
      }
    } catch (IOException unreadable) {
      // The card is shorter.
    }
    return facts;
  }

  private static Map<String, Long> subsets(Path csv) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, Long> counts = new TreeMap<>();
    try (Reader reader = Files.newBufferedReader(csv);
        CSVParser rows = format.parse(reader)) {
      for (CSVRecord row : rows) {
        counts.merge(row.get("subset"), 1L, Long::sum);
      }
    }
    return counts;
  }
}
