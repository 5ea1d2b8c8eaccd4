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

  /** Whether a text, or a list of texts, is a value of this setting's type. */
  boolean accepts(Object value) {
    try {
      return MAPPER.convertValue(value, javaType()) != null;
    } catch (IllegalArgumentException wrongType) {
      return false;
    }
  }

  /** What values there are, as a clause after "must be". */
  String expected() {
    JavaType expected = javaType();
    Class<?> raw = expected.getRawClass();
    if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (expected.isCollectionLikeType()) {
      return "a list of whole numbers";
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
