package genba.improvement;

/** An earlier improvement that reads alike. */
record Similar(Improvement improvement, int percent) {}
