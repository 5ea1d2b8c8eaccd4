package org.dl4jzoo.app.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.dl4jzoo.app.UsageException;

/**
 * A setting of a training: its name and the values it takes, as {@link TrainConfig} declares them.
 *
 * @param name in kebab case, as {@code batch-size}
 * @param type of the record's component
 */
public record Setting(String name, Type type) {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private static final List<Setting> ALL =
      Arrays.stream(TrainConfig.class.getRecordComponents()).map(Setting::of).toList();

  private static Setting of(RecordComponent component) {
    String name =
        PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component.getName());
    return new Setting(name, component.getGenericType());
  }

  /** Every setting, in the order of {@link TrainConfig}. */
  public static List<Setting> all() {
    return ALL;
  }

  /** The setting of that name. */
  public static Optional<Setting> named(String name) {
    return ALL.stream().filter(setting -> setting.name.equals(name)).findFirst();
  }

  /** The setting whose name is spelt most like this one. */
  static Setting nearest(String name) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return ALL.stream()
        .min(Comparator.comparing(setting -> distance.apply(setting.name, name)))
        .orElseThrow();
  }

  /**
   * The value of a text, or of a list of texts.
   *
   * @throws UsageException if the setting takes no such value; says which it takes
   */
  public Object parse(Object value) {
    boolean isListAsText = javaType().isCollectionLikeType() && value instanceof String;
    Object source = isListAsText ? Arrays.asList(((String) value).split(",")) : value;
    Object parsed = null;
    try {
      parsed = MAPPER.convertValue(source, javaType());
    } catch (IllegalArgumentException wrongType) {
      // Jackson's message speaks of Java types; the one below speaks of the setting.
    }
    if (parsed == null) {
      throw new UsageException("%s must be %s; got %s".formatted(name, expected(), value));
    }
    return parsed;
  }

  /** The values there are, as {@code adam|sgd}, if they can be counted. */
  public Optional<String> choices() {
    return constants("|");
  }

  private Optional<String> constants(String separator) {
    Class<?> raw = javaType().getRawClass();
    if (!raw.isEnum()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(raw.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(separator)));
  }

  private String expected() {
    JavaType expected = javaType();
    Class<?> raw = expected.getRawClass();
    if (raw.isEnum()) {
      return "one of " + constants(", ").orElseThrow();
    }
    if (expected.isCollectionLikeType()) {
      return "whole numbers, such as 2,2,2,2";
    }
    if (raw == int.class || raw == Integer.class || raw == long.class) {
      return "a whole number";
    }
    if (raw == double.class || raw == Double.class) {
      return "a number";
    }
    return raw == boolean.class ? "true or false" : "one text";
  }

  private JavaType javaType() {
    return MAPPER.constructType(type);
  }

  static TrainConfig toConfig(Map<String, ?> values) {
    try {
      return MAPPER.convertValue(values, TrainConfig.class);
    } catch (IllegalArgumentException e) {
      throw userError(e);
    }
  }

  /** Jackson wraps what the record's constructor throws. */
  private static IllegalArgumentException userError(IllegalArgumentException wrapped) {
    Throwable cause = wrapped;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IllegalArgumentException told ? told : wrapped;
  }

  static Map<String, Object> toMap(TrainConfig config) {
    return MAPPER.convertValue(config, new TypeReference<Map<String, Object>>() {});
  }
}
