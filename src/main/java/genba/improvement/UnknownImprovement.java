package genba.improvement;

/** There is no such case. */
class UnknownImprovement extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownImprovement(String id) {
    super("There is no improvement " + id);
  }
}
