package genba.engine.local.child;

import java.util.List;
import org.opensearch.common.settings.Setting;
import org.opensearch.plugins.Plugin;

/**
 * Knows the index settings that Tasklist and Operate write for OpenSearch's index state management,
 * a plugin that is not here: without them OpenSearch would refuse the index.
 */
public final class IndexPolicySettings extends Plugin {

  @Override
  public List<Setting<?>> getSettings() {
    return List.of(text("policy_id"), text("rollover_alias"));
  }

  private static Setting<String> text(String name) {
    return Setting.simpleString(
        "index.plugins.index_state_management." + name,
        Setting.Property.IndexScope,
        Setting.Property.Dynamic);
  }
}
