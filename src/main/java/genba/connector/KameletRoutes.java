package genba.connector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's side of the connectors: templates come and go. Every version of a file is a template of
 * its own, so that the old one serves until the new one is known to be sound.
 */
final class KameletRoutes {

  private static final Logger log = LoggerFactory.getLogger(KameletRoutes.class);
  private static final long LAST_CALLS_SECONDS = 120;

  private final ModelCamelContext camel;
  private final AtomicLong numbers = new AtomicLong();

  KameletRoutes(CamelContext camel) {
    this.camel = (ModelCamelContext) camel;
  }

  /**
   * Loads a file as a template.
   *
   * @throws Exception of Camel's where the route cannot be read
   */
  LoadedKamelet load(KameletFile file) throws Exception {
    String template = file.kamelet() + "." + numbers.incrementAndGet();
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("file:" + file.path(), renamed(file, template)));
    freeCallParameters(file, template);
    return new LoadedKamelet(file, template, this);
  }

  private static String renamed(KameletFile file, String template) {
    Matcher name =
        Pattern.compile("(\\bname:\\s*[\"']?)" + Pattern.quote(file.kamelet()) + "(?=[\"'\\s,}])")
            .matcher(file.text());
    return name.replaceFirst("$1" + Matcher.quoteReplacement(template));
  }

  /**
   * Camel wants every required property when a route is made; those of the call come later, as the
   * body.
   */
  private void freeCallParameters(KameletFile file, String template) {
    RouteTemplateDefinition definition = camel.getRouteTemplateDefinition(template);
    if (definition == null) {
      throw new IllegalStateException("the route cannot be read");
    }
    if (definition.getTemplateParameters() != null) {
      definition.getTemplateParameters().stream()
          .filter(parameter -> file.contract().ofCall().containsKey(parameter.getName()))
          .forEach(parameter -> parameter.setRequired(false));
    }
  }

  /** Makes a route with these values for the template's placeholders. */
  synchronized Endpoint open(String template, Map<String, String> values) {
    KameletComponent component = camel.getComponent("kamelet", KameletComponent.class);
    String route = template + "." + numbers.incrementAndGet();
    // Not in the address: addresses are written into logs.
    Properties properties = new Properties();
    properties.putAll(values);
    Map<String, Properties> all =
        new HashMap<>(Objects.requireNonNullElse(component.getRouteProperties(), Map.of()));
    all.put(route, properties);
    component.setRouteProperties(all);
    try {
      return camel.getEndpoint("kamelet:" + template + "/" + route);
    } finally {
      Map<String, Properties> others = new HashMap<>(component.getRouteProperties());
      others.remove(route);
      component.setRouteProperties(others);
    }
  }

  /** Ends routes once their last calls have ended, in the background. */
  void close(List<Endpoint> endpoints, @Nullable String template) {
    Thread.ofVirtual()
        .name("close-" + template)
        .start(
            () -> {
              endpoints.forEach(this::close);
              try {
                if (template != null) {
                  camel.removeRouteTemplates(template);
                }
              } catch (Exception e) {
                log.debug("The template {} was gone already", template, e);
              }
            });
  }

  private void close(Endpoint endpoint) {
    String route = ((KameletEndpoint) endpoint).getRouteId();
    try {
      camel.getRouteController().stopRoute(route, LAST_CALLS_SECONDS, TimeUnit.SECONDS);
      camel.removeRoute(route);
      camel.removeEndpoint(endpoint);
    } catch (Exception e) {
      log.debug("The route {} did not end properly", route, e);
    }
  }
}
