package io.assetota.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static io.assetota.cli.ArchitectureTest.OURS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Builders are read once, when what they build is built. Whatever keeps a builder is changed by
 * everybody who goes on using it.
 */
@Tag("long")
class BuildersTest {
  private static final DescribedPredicate<JavaClass> BUILDERS =
      OURS.and(simpleNameEndingWith("Builder")).as("are our builders");

  @Test
  void nobodyKeepsABuilder() {
    noFields()
        .that()
        .areDeclaredInClassesThat(OURS)
        .should()
        .haveRawType(BUILDERS)
        .check(ArchitectureTest.classes);
  }

  @Test
  void noBuilderIsReadInALambda() {
    classes().that(BUILDERS).should(notReadThemselvesLater()).check(ArchitectureTest.classes);
  }

  private static ArchCondition<JavaClass> notReadThemselvesLater() {
    return new ArchCondition<>("not read their own state in lambdas, which run later") {
      @Override
      public void check(JavaClass builder, ConditionEvents events) {
        Stream.concat(
                builder.getFieldAccessesFromSelf().stream(),
                builder.getMethodCallsFromSelf().stream())
            .filter(access -> access.isDeclaredInLambda() && isOfInstance(builder, access))
            .forEach(access -> events.add(violated(access, access.getDescription())));
        builder.getMethodReferencesFromSelf().stream()
            .filter(reference -> isOfInstance(builder, reference))
            // A method that adds to the builder is called while somebody builds.
            .filter(reference -> !returns(reference, builder))
            .forEach(reference -> events.add(violated(reference, reference.getDescription())));
      }
    };
  }

  private static boolean isOfInstance(JavaClass builder, JavaAccess<?> access) {
    return access.getTargetOwner().equals(builder)
        && access
            .getTarget()
            .resolveMember()
            .map(JavaMember.class::cast)
            .filter(member -> !member.getModifiers().contains(JavaModifier.STATIC))
            .isPresent();
  }

  private static boolean returns(JavaMethodReference reference, JavaClass type) {
    return reference.getTarget().getRawReturnType().equals(type);
  }
}
