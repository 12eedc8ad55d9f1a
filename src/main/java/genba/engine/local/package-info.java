/**
 * The Camunda that runs beside the hub: gets it, keeps it in the data folder, starts its processes,
 * watches them and ends them. Nothing outside uses its types; it is known by {@link
 * genba.engine.EngineReadiness}.
 */
@NullMarked
package genba.engine.local;

import org.jspecify.annotations.NullMarked;
