package org.dl4jzoo.app.setting;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as people write them, {@code 90s}, {@code 10m} or {@code 1h30m}: ISO 8601 without PT. */
final class DurationText {

  static final String EXAMPLES = "a time such as 90s, 10m or 1h30m";

  private static final String ISO_PREFIX = "PT";

  private DurationText() {}

  /** Teaches Jackson these times. */
  static Module module() {
    return new SimpleModule()
        .addSerializer(Duration.class, new Writer())
        .addDeserializer(Duration.class, new Reader());
  }

  static String of(Duration time) {
    return time.toString().substring(ISO_PREFIX.length()).toLowerCase(Locale.ROOT);
  }

  private static final class Writer extends StdScalarSerializer<Duration> {

    private static final long serialVersionUID = 1;

    Writer() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(of(time));
    }
  }

  private static final class Reader extends StdScalarDeserializer<Duration> {

    private static final long serialVersionUID = 1;

    Reader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      String text = json.getValueAsString("");
      try {
        return Duration.parse(ISO_PREFIX + text);
      } catch (DateTimeParseException e) {
        throw context.weirdStringException(text, Duration.class, e.getMessage());
      }
    }
  }
}
