package genba.improvement;

/** What was built and how its trial went, as typed into the form or sent by a program. */
record HandIn(
    String link,
    String environment,
    String trialCases,
    String trialMinutesPerCase,
    String botSystem,
    String botName,
    String note) {}
