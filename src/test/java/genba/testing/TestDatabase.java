package genba.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The databases a repository's contract runs on, with the hub's schema:
 * {@code @ParameterizedClass @EnumSource(TestDatabase.class)}.
 */
public enum TestDatabase {
  H2(TestDatabase::h2),
  POSTGRESQL(TestDatabase::postgresql);

  private final Supplier<DataSource> empty;

  TestDatabase(Supplier<DataSource> empty) {
    this.empty = empty;
  }

  /** A new database with the hub's schema and no rows. */
  public DataSource migrated() {
    DataSource dataSource = empty();
    Flyway.configure().dataSource(dataSource).load().migrate();
    return dataSource;
  }

  /** A new database with nothing in it, for tests of a migration. */
  public DataSource empty() {
    return empty.get();
  }

  public static JdbcClient client(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  public static TransactionTemplate transactions(DataSource dataSource) {
    return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  private static DataSource h2() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return dataSource;
  }

  private static DataSource postgresql() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException("Cannot create the test database " + name, e);
    }
    return Server.INSTANCE.getDatabase("postgres", name);
  }

  /** One server for all tests, started when the first needs it. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot start the embedded PostgreSQL", e);
      }
    }
  }
}
