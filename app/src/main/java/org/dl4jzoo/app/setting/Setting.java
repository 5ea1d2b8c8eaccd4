package org.dl4jzoo.app.setting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.dl4jzoo.app.console.UsageException;

/**
 * A setting of a training: its name and the values it takes, as {@link TrainConfig} declares them.
 *
 * @param name in kebab case, as {@code batch-size}
 * @param type of the record's component
 */
public record Setting(String name, Type type) {

  private enum Kind {
    TEXT,
    SWITCH,
    WHOLE_NUMBER,
    NUMBER,
    WHOLE_NUMBERS,
    NUMBERS,
    TIME,
    DEVICES,
    CHOICE
  }

  /** Apart, so that help, which reads names and choices only, does not load Jackson. */
  private static final class Jackson {

    static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addModule(DurationText.module())
            .build();

    static JavaType typeOf(Setting setting) {
      return MAPPER.constructType(setting.type);
    }
  }

  /** A value that leaves a setting to the program, of those for which it makes sense. */
  private static final String AUTO = "auto";

  private static final Set<String> LEFT_TO_THE_PROGRAM = Set.of("batch-size", "head-epochs");

  private static final List<Setting> ALL =
      Arrays.stream(TrainConfig.class.getRecordComponents()).map(Setting::of).toList();

  private static Setting of(RecordComponent component) {
    String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
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
   * The value of a text, or of a list of texts; null for {@code auto}.
   *
   * @throws UsageException if the setting takes no such value; says which it takes
   */
  public Object parse(Object value) {
    if (isAuto() && AUTO.equals(value)) {
      return null;
    }
    Object parsed;
    try {
      parsed = Jackson.MAPPER.convertValue(source(value), Jackson.typeOf(this));
    } catch (IllegalArgumentException wrongType) {
      throw wrongValue(value, wrongType);
    }
    boolean hasGap = parsed instanceof List<?> list && list.contains(null);
    if (parsed == null || hasGap) {
      throw wrongValue(value, null);
    }
    return parsed;
  }

  /** What Jackson reads: it knows no lists as text, nor devices as a list. */
  private Object source(Object value) {
    boolean isList = kind() == Kind.WHOLE_NUMBERS || kind() == Kind.NUMBERS;
    if (isList && value instanceof String text) {
      return Arrays.asList(text.split(",", -1));
    }
    return kind() == Kind.DEVICES && value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value;
  }

  /** Speaks of the setting, where Jackson's message speaks of Java's types. */
  private UsageException wrongValue(Object value, Throwable cause) {
    return new UsageException("%s must be %s; got %s".formatted(name, expected(), value), cause);
  }

  /** The values there are, as {@code adam|sgd}, or a placeholder for them. */
  public String choices() {
    return switch (kind()) {
      case CHOICE -> constants("|");
      case WHOLE_NUMBER -> isAuto() ? "N|" + AUTO : "N";
      case NUMBER -> "X";
      case WHOLE_NUMBERS -> "N,N,..";
      case NUMBERS -> "X,X,..";
      case SWITCH -> "true|false";
      case TIME -> "TIME";
      case DEVICES -> "N,N,..|all";
      case TEXT -> "NAME";
    };
  }

  private String expected() {
    return switch (kind()) {
      case CHOICE -> "one of " + constants(", ");
      case WHOLE_NUMBER -> isAuto() ? "a whole number or " + AUTO : "a whole number";
      case NUMBER -> "a number";
      case WHOLE_NUMBERS -> "whole numbers, such as 2,2,2,2";
      case NUMBERS -> "numbers, such as 0.8,0.1,0.1";
      case SWITCH -> "true or false";
      case TIME -> DurationText.EXAMPLES;
      case DEVICES -> Devices.EXAMPLES;
      case TEXT -> "one text";
    };
  }

  private String constants(String separator) {
    return Arrays.stream(((Class<?>) type).getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(separator));
  }

  /** Whether it is given or not, without a value. */
  public boolean isSwitch() {
    return kind() == Kind.SWITCH;
  }

  private boolean isAuto() {
    return LEFT_TO_THE_PROGRAM.contains(name);
  }

  private Kind kind() {
    if (type instanceof ParameterizedType list) {
      return list.getActualTypeArguments()[0] == Double.class ? Kind.NUMBERS : Kind.WHOLE_NUMBERS;
    }
    if (((Class<?>) type).isEnum()) {
      return Kind.CHOICE;
    }
    if (type == double.class || type == Double.class) {
      return Kind.NUMBER;
    }
    if (type == boolean.class) {
      return Kind.SWITCH;
    }
    if (type == Duration.class) {
      return Kind.TIME;
    }
    if (type == Devices.class) {
      return Kind.DEVICES;
    }
    return type == String.class ? Kind.TEXT : Kind.WHOLE_NUMBER;
  }

  static TrainConfig toConfig(Map<String, ?> values) {
    try {
      return Jackson.MAPPER.convertValue(values, TrainConfig.class);
    } catch (IllegalArgumentException e) {
      throw userError(e);
    }
  }

  /** Jackson wraps what the record's constructor throws. */
  private static IllegalArgumentException userError(IllegalArgumentException wrapped) {
    return wrapped.getCause() instanceof ValueInstantiationException refused
            && refused.getCause() instanceof IllegalArgumentException told
        ? told
        : wrapped;
  }

  /** The values by name, without those of which nothing is said. */
  public static Map<String, Object> toMap(TrainConfig config) {
    return Jackson.MAPPER.convertValue(config, new TypeReference<Map<String, Object>>() {});
  }

  /** The same with {@code auto} for what is left to the program: to be read by people, or again. */
  public static Map<String, Object> toWritten(TrainConfig config) {
    Map<String, Object> values = toMap(config);
    LEFT_TO_THE_PROGRAM.forEach(name -> values.putIfAbsent(name, AUTO));
    return values;
  }
}
