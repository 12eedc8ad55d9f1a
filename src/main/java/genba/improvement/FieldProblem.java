package genba.improvement;

import java.util.List;

/**
 * What is wrong with one field.
 *
 * @param code message key after {@code improvement.problem.}
 * @param arguments of the message; the field's own label comes before them
 */
record FieldProblem(String field, String code, List<Object> arguments) {

  static FieldProblem of(String field, String code, Object... arguments) {
    return new FieldProblem(field, code, List.of(arguments));
  }
}
