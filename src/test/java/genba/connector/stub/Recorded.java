package genba.connector.stub;

/**
 * A request and what became of it.
 *
 * @param status 0 where no whole answer went out
 */
public record Recorded(Request request, int status) {}
