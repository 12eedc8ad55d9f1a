package genba.improvement;

import java.util.List;

/** A proposal with wrong fields, all of them named. */
class InvalidProposal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldProblem> problems;

  InvalidProposal(List<FieldProblem> problems) {
    super("Wrong fields: " + problems.stream().map(FieldProblem::field).toList());
    this.problems = List.copyOf(problems);
  }

  List<FieldProblem> problems() {
    return problems;
  }
}
