package genba.engine.local.child;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.plugins.Plugin;

/** One OpenSearch node with just the modules that Camunda's exporters and web applications use. */
public final class SearchNode extends Node {

  /** By name: the modules are on the child's class path only. */
  private static final List<String> MODULES =
      List.of(
          "org.opensearch.transport.Netty4Plugin",
          "org.opensearch.analysis.common.CommonAnalysisPlugin",
          "org.opensearch.painless.PainlessPlugin",
          "org.opensearch.index.mapper.MapperExtrasPlugin",
          "org.opensearch.index.reindex.ReindexPlugin",
          "org.opensearch.join.ParentJoinPlugin");

  private SearchNode(Settings settings) throws ClassNotFoundException {
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "genba"),
        plugins(),
        true);
  }

  /** Takes OpenSearch settings as {@code name=value}. */
  public static void main(String[] args)
      throws ClassNotFoundException, NodeValidationException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      settings.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    SearchNode node = new SearchNode(Settings.builder().loadFromMap(settings).build());
    Runtime.getRuntime().addShutdownHook(new Thread(node::closeQuietly, "close"));
    node.start();
    // OpenSearch's own threads are daemons.
    new CountDownLatch(1).await();
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("OpenSearch did not close cleanly: " + e);
    }
  }

  private static List<Class<? extends Plugin>> plugins() throws ClassNotFoundException {
    List<Class<? extends Plugin>> plugins = new ArrayList<>();
    plugins.add(IndexPolicySettings.class);
    for (String module : MODULES) {
      plugins.add(Class.forName(module).asSubclass(Plugin.class));
    }
    return plugins;
  }
}
