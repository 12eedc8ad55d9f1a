package genba.connector;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import org.jspecify.annotations.Nullable;

/** JSONPath over plain maps and lists; what is not there is null. */
final class JsonPaths {

  private static final Configuration LENIENT =
      Configuration.defaultConfiguration().addOptions(Option.SUPPRESS_EXCEPTIONS);

  private JsonPaths() {}

  /**
   * @throws IllegalArgumentException where the path is none
   */
  static @Nullable Object read(Object value, String path) {
    try {
      return JsonPath.using(LENIENT).parse(value).read(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("JSONPath '" + path + "': " + e.getMessage(), e);
    }
  }
}
