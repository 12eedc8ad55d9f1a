package genba.automation;

/** Whether this replica is the one that looks after all runs. */
interface Leadership {

  boolean isOurs();
}
