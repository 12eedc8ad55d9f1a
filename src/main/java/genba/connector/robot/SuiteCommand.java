package genba.connector.robot;

import genba.connector.keeper.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command line of one run, as a list: no shell reads it. The input becomes variables by a file,
 * not by {@code --variable}: every user of a machine can read command lines.
 */
@Component
class SuiteCommand {

  /** Works with every edition: robot reads JSON variable files only from version 6.1 on. */
  private static final String VARIABLES =
      """
      # -*- coding: utf-8 -*-
      import io
      import json
      import os


      def get_variables():
          here = os.path.dirname(os.path.abspath(__file__))
          with io.open(os.path.join(here, 'variables.json'), encoding='utf-8') as file:
              return json.load(file)
      """;

  private final RobotProperties properties;
  private final JsonMapper json;

  SuiteCommand(RobotProperties properties, JsonMapper json) {
    this.properties = properties;
    this.json = json;
  }

  List<String> of(List<String> robot, RunFolder run, String bot, Path suite, Map<?, ?> input)
      throws IOException {
    Map<String, Object> variables = new LinkedHashMap<>();
    input.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
    variables.put("RUN_ID", String.valueOf(run.root().getFileName()));
    Files.createDirectories(run.state());
    Files.write(run.state().resolve("variables.json"), json.writeValueAsBytes(variables));
    Path reader = run.state().resolve("variables.py");
    Files.writeString(reader, VARIABLES);

    List<String> command = new ArrayList<>(robot);
    command.addAll(
        List.of(
            "--rpa",
            "--name",
            bot,
            "--outputdir",
            run.root().toString(),
            "--output",
            "output.xml",
            "--log",
            "log.html",
            "--report",
            "NONE",
            "--consolecolors",
            "off",
            "--variablefile",
            reader.toString()));
    command.addAll(properties.arguments());
    command.add(suite.toString());
    return command;
  }
}
