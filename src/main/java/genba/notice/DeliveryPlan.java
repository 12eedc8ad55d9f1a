package genba.notice;

import java.time.Clock;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down, with the notice, how it leaves the hub; it is sent after the commit. */
@Component
class DeliveryPlan {

  private final Routes routes;
  private final Deliveries deliveries;
  private final DigestTime digests;
  private final Texts texts;
  private final TransactionTemplate savepoint;
  private final Clock clock;

  DeliveryPlan(
      Routes routes,
      Deliveries deliveries,
      DigestTime digests,
      Texts texts,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.routes = routes;
    this.deliveries = deliveries;
    this.digests = digests;
    this.texts = texts;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  void send(String noticeId, String userId, Notices.Occasion occasion) {
    routes
        .of(userId, occasion.isUrgent())
        .filter(route -> !deliveries.isPlanned(occasion.key(), route))
        .ifPresent(
            route -> {
              Instant due = route.way() == Way.DIGEST ? digests.next() : clock.instant();
              try {
                savepoint.executeWithoutResult(
                    status ->
                        deliveries.plan(
                            noticeId, occasion.key(), route, texts.title(occasion), due));
              } catch (DuplicateKeyException plannedMeanwhile) {
                // Somebody else of the same channel was told at the same moment.
              }
            });
  }
}
