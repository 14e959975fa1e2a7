package io.assetota.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the arrows between the modules, and what a library must not do. It stands here because the
 * command is the one module that sees all others.
 */
@Tag("long")
class ArchitectureTest {
  /** A module, and which others it may know. */
  private record Module(String name, List<String> mayKnow) {
    static Module of(String name, String... mayKnow) {
      return new Module(name, List.of(mayKnow));
    }

    String packages() {
      return packages(name);
    }

    String[] packagesItMayKnow() {
      return Stream.concat(Stream.of(name), mayKnow.stream())
          .map(Module::packages)
          .toArray(String[]::new);
    }

    private static String packages(String name) {
      return "io.assetota." + name + "..";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A new module gets its row here. */
  private static List<Module> modules() {
    return List.of(
        Module.of("core"),
        Module.of("bundle", "core"),
        Module.of("ota", "core"),
        Module.of("runtime", "core", "ota"),
        Module.of("server", "core", "ota"),
        Module.of("handlers.files", "core"),
        Module.of("handlers.io", "core"),
        Module.of("handlers.coprocessor", "core", "handlers.io"),
        Module.of("handlers.display", "core", "handlers.io"),
        Module.of("handlers.sound", "core"),
        Module.of("handlers.testkit", "core", "handlers.io", "handlers.sound", "runtime"),
        Module.of(
            "maven", "core", "bundle", "ota", "runtime"), // no JPMS module: Maven's class path
        Module.of("samples", "core", "bundle", "ota", "runtime", "handlers"),
        Module.of("cli", "core", "bundle", "ota", "runtime", "server", "handlers"));
  }

  static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.assetota..");
  private static final DescribedPredicate<JavaClass> LIBRARIES =
      OURS.and(not(resideInAnyPackage("io.assetota.cli..", "io.assetota.samples..")))
          .as("are in a library");

  static final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ArchitectureTest::isPartOfTheProduct)
          .importPackages("io.assetota");

  private static boolean isPartOfTheProduct(Location location) {
    return Stream.of("/test/", "/test-support/", "/benchmarks/").noneMatch(location::contains);
  }

  /** Or else the other tests would pass because they see nothing. */
  @ParameterizedTest
  @MethodSource("modules")
  void isSeen(Module module) {
    assertThat(classes.that(resideInAPackage(module.packages()))).isNotEmpty();
  }

  @Test
  void everyClassIsInAKnownModule() {
    String[] known = modules().stream().map(Module::packages).toArray(String[]::new);
    assertThat(classes.that(not(resideInAnyPackage(known)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void knowsOnly(Module module) {
    noClasses()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .dependOnClassesThat(OURS.and(not(resideInAnyPackage(module.packagesItMayKnow()))))
        .check(classes);
  }

  /** Modules whose packages are layers; a module joins when it gets its second package. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "ota",
        "server",
        "handlers.coprocessor",
        "handlers.display",
        "handlers.testkit"
      })
  void packagesHaveNoCycles(String module) {
    slices()
        .matching("io.assetota.(**)")
        .should()
        .beFreeOfCycles()
        .check(classes.that(resideInAPackage("io.assetota." + module + "..")));
  }

  /** So it can be used, and read, without knowing what an update is. */
  @Test
  void theWebServerKnowsNothingOfItsUsers() {
    noClasses()
        .that()
        .resideInAPackage("io.assetota.server.web..")
        .should()
        .dependOnClassesThat(
            OURS.and(
                not(
                    resideInAnyPackage(
                        "io.assetota.server.web..",
                        "io.assetota.core.json..",
                        "io.assetota.core.model.."))))
        .check(classes);
  }

  /**
   * What a device's command reaches is on the device: no archive writer, no server, no database.
   */
  @Test
  void theCommandOfADeviceNeedsOnlyWhatADeviceHas() {
    noClasses()
        .that()
        .haveFullyQualifiedName("io.assetota.cli.DeviceMain")
        .should()
        .transitivelyDependOnClassesThat(
            OURS.and(
                not(
                    resideInAnyPackage(
                        "io.assetota.cli..",
                        "io.assetota.core..",
                        "io.assetota.ota..",
                        "io.assetota.runtime.."))))
        .check(classes);
  }

  @Test
  void vendorTypesStayInTheirAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.assetota.handlers.io..", "io.assetota.samples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.pi4j..", "com.fazecast..")
        .check(classes);
  }

  @Test
  void librariesDoNotPrint() {
    noClasses().that(LIBRARIES).should(ACCESS_STANDARD_STREAMS).check(classes);
  }

  @Test
  void librariesLogThroughSlf4j() {
    noClasses()
        .that(LIBRARIES)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(classes);
  }

  @Test
  void noStaticState() {
    fields()
        .that()
        .areDeclaredInClassesThat(OURS)
        .and()
        .areStatic()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(STATE)
        .andShould(beUnmodifiableIfACollection())
        .check(classes);
  }

  /** What can be changed although the field is final. */
  private static final DescribedPredicate<JavaClass> STATE =
      resideInAPackage("java.util.concurrent..")
          .or(assignableTo(ThreadLocal.class))
          .or(describe("one of ours with fields that change", ArchitectureTest::changes));

  private static boolean changes(JavaClass type) {
    return OURS.test(type)
        && type.getAllFields().stream()
            .anyMatch(
                f ->
                    !f.getModifiers().contains(JavaModifier.STATIC)
                        && !f.getModifiers().contains(JavaModifier.FINAL)
                        && OURS.test(f.getOwner()));
  }

  /** A declared type such as Set doesn't say it, so the value is looked at. */
  private static ArchCondition<JavaField> beUnmodifiableIfACollection() {
    return new ArchCondition<>("be unmodifiable if they are collections") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        JavaClass type = field.getRawType();
        if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
          String kind = valueOf(field).getClass().getName();
          events.add(
              new SimpleConditionEvent(
                  field,
                  UNMODIFIABLE.matcher(kind).find(),
                  field.getFullName() + " holds a " + kind));
        }
      }
    };
  }

  private static final Pattern UNMODIFIABLE =
      Pattern.compile(
          "^java\\.util\\.(ImmutableCollections|Collections\\$(Unmodifiable|Empty|Singleton))"
              + "|^com\\.google\\.common\\.collect\\..*Immutable");

  private static Object valueOf(JavaField field) {
    try {
      Field reflected = field.reflect();
      reflected.setAccessible(true);
      return reflected.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(field.getFullName(), e);
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(classes);
  }

  /** Each package of the whole tree is a slice of its own. */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return OURS.test(type)
              ? SliceIdentifier.of(type.getPackageName())
              : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  /** What nobody can keep in mind gets sub-packages. */
  @Test
  void packagesAreSmall() {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass type : classes) {
      type.getSource()
          .flatMap(Source::getFileName)
          .filter(file -> !file.startsWith("Jte")) // Generated from templates.
          .ifPresent(
              file -> files.computeIfAbsent(type.getPackageName(), p -> new TreeSet<>()).add(file));
    }

    assertThat(files).hasSizeGreaterThan(50);
    assertThat(files.entrySet()).filteredOn(p -> p.getValue().size() > MOST).isEmpty();
  }

  /** With package-info. */
  private static final int MOST = 28;

  @Test
  void namesTellWhatAThingIs() {
    noClasses()
        .that(LIBRARIES)
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .check(classes);
  }
}
