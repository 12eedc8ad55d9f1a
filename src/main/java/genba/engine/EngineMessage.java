package genba.engine;

import java.time.Duration;
import java.util.Map;

/**
 * A BPMN message for the engine. Starts are messages too (message start events), so that everything
 * the hub tells the engine can be repeated safely.
 *
 * @param name message name in the BPMN model
 * @param correlationKey the waiting instance's key, or of a start the case's id
 * @param messageId the engine takes a message of one id only once within its time to live
 * @param timeToLive how long the engine keeps it for an instance that does not wait yet
 * @param variables process variables; never personal data
 */
public record EngineMessage(
    String name,
    String correlationKey,
    String messageId,
    Duration timeToLive,
    Map<String, Object> variables) {}
