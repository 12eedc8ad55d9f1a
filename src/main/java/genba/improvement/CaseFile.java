package genba.improvement;

import genba.automation.Automations.Automation;
import genba.engine.WorkItem;
import genba.gain.GainReport.ImprovementGain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one case.
 *
 * @param waiting user tasks that wait for somebody now
 * @param prototypes every hand-in, the newest first
 * @param decisions every attempt to decide, the oldest first
 * @param parent the case it was adopted from
 * @param children cases adopted from it
 */
record CaseFile(
    Improvement improvement,
    List<WorkItem> waiting,
    @Nullable Score score,
    List<Similar> similar,
    List<Prototype> prototypes,
    List<Approval> approvals,
    List<Decision> decisions,
    List<Measurement> measurements,
    List<Event> timeline,
    List<Automation> automations,
    ImprovementGain gain,
    @Nullable Improvement parent,
    List<Improvement> children) {}
