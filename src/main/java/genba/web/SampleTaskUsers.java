package genba.web;

import genba.directory.SampleCity;
import genba.engine.TaskUser;
import genba.engine.TaskUsers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The sample people work in the local Tasklist under the same names and password. */
@Component
class SampleTaskUsers {

  private final SampleCity city;
  private final ObjectProvider<TaskUsers> taskUsers;

  SampleTaskUsers(SampleCity city, ObjectProvider<TaskUsers> taskUsers) {
    this.city = city;
    this.taskUsers = taskUsers;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ensure() {
    taskUsers.ifAvailable(
        users ->
            users.ensure(
                city.people().stream()
                    .map(person -> new TaskUser(person.userId(), person.name(), person.password()))
                    .toList()));
  }
}
