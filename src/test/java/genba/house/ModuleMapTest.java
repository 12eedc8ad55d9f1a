package genba.house;

import genba.GenbaApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.Options;

/** The modules know only whom they may know; the map of them is drawn into the documentation. */
class ModuleMapTest {

  @Test
  void modulesKeepToTheirDependencies() {
    ApplicationModules modules = ApplicationModules.of(GenbaApplication.class);
    modules.verify();
    new Documenter(modules, Options.defaults().withOutputFolder("target/modules"))
        .writeModulesAsPlantUml();
  }
}
