package genba.automation;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * One of the replicas looks after the runs. It holds a row of the database's lock table for as long
 * as it says so again; one that is gone, or cannot reach the database, is followed by another when
 * the row's time is over.
 */
@Configuration(proxyBeanMethods = false)
class LeaderElection {

  private static final String ROLE = "run-poller";

  @Bean
  DefaultLockRepository runLocks(DataSource dataSource, PlatformTransactionManager transactions) {
    DefaultLockRepository locks = new DefaultLockRepository(dataSource);
    locks.setTransactionManager(transactions);
    locks.setRegion("genba");
    return locks;
  }

  @Bean
  JdbcLockRegistry runLockRegistry(DefaultLockRepository locks, AutomationProperties properties) {
    return new JdbcLockRegistry(locks, properties.leaderLease());
  }

  @Bean
  LockRegistryLeaderInitiator runPollerLeader(
      JdbcLockRegistry registry, AutomationProperties properties) {
    var leader =
        new LockRegistryLeaderInitiator(
            registry, new DefaultCandidate(UUID.randomUUID().toString(), ROLE));
    leader.setHeartBeatMillis(properties.leaderLease().toMillis() / 4);
    leader.setBusyWaitMillis(properties.leaderLease().toMillis() / 4);
    return leader;
  }

  @Bean
  Leadership leadership(LockRegistryLeaderInitiator leader) {
    return () -> leader.getContext().isLeader();
  }
}
