package genba.connector;

import genba.connector.SecretStore.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Values of connections that only point to a secret: {@code secret:env:NAME}, {@code
 * secret:file:/run/secrets/name}, {@code secret:vault:<mount>/<path>#<key>}. Whatever is read here
 * is masked from then on.
 */
@Component
class Secrets {

  private static final String PREFIX = "secret:";

  private final Map<String, SecretStore> stores;

  @Autowired
  Secrets(Vault vault) {
    this(vault, System::getenv);
  }

  Secrets(SecretStore vault, UnaryOperator<String> environment) {
    this.stores =
        Map.of(
            "env",
            name -> ofEnvironment(environment, name),
            "file",
            Secrets::ofFile,
            "vault",
            vault);
  }

  static boolean isReference(String value) {
    return value.startsWith(PREFIX);
  }

  /** What a reference points to; any other value is the value itself. */
  String resolve(String value) throws Unavailable {
    if (!isReference(value)) {
      return value;
    }
    String secret = store(value).read(name(value));
    Masker.learn(secret);
    return secret;
  }

  /** The other system refused this secret: the next read asks its place again. */
  void forget(String value) {
    if (isReference(value)) {
      try {
        store(value).forget(name(value));
      } catch (Unavailable e) {
        // a kind that does not exist remembers nothing
      }
    }
  }

  private SecretStore store(String value) throws Unavailable {
    String kind = value.substring(PREFIX.length()).replaceFirst(":.*", "");
    SecretStore store = stores.get(kind);
    if (store == null) {
      throw new Unavailable(
          "There are secret:env:, secret:file: and secret:vault:, not secret:"
              + Masker.shorten(kind),
          false,
          null);
    }
    return store;
  }

  private static String name(String value) {
    int end = value.indexOf(':', PREFIX.length());
    return end < 0 ? "" : value.substring(end + 1);
  }

  private static String ofEnvironment(UnaryOperator<String> environment, String name)
      throws Unavailable {
    String secret = environment.apply(name);
    if (secret == null || secret.isBlank()) {
      throw new Unavailable("The environment variable " + name + " is not set", false, null);
    }
    return secret;
  }

  private static String ofFile(String name) throws Unavailable {
    try {
      String secret = Files.readString(Path.of(name)).strip();
      if (!secret.isEmpty()) {
        return secret;
      }
    } catch (IOException | InvalidPathException e) {
      throw new Unavailable("The file " + name + " cannot be read", false, e);
    }
    throw new Unavailable("The file " + name + " is empty", false, null);
  }
}
