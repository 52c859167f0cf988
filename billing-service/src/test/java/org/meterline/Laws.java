package org.meterline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The laws of billing-service's house. Micronaut's generated classes ({@code $…}) are no one's doing and are left out. */
final class Laws {

    private static final String HOUSE = "org.meterline.";

    /** The one corner where numbers may be inexact: probabilities, which nobody is billed. */
    private static final String CHANCES = HOUSE + "readings.domain.chance";

    /** What each capability may call or hear, beside {@code platform} and {@code contracts}, which all may. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("platform", Set.of()),
            Map.entry("tenants", Set.of()),
            Map.entry("access", Set.of("tenants")),
            Map.entry("customers", Set.of("tenants")),
            Map.entry("messaging", Set.of("tenants")),
            Map.entry("readings", Set.of("customers", "tenants")),
            Map.entry("review", Set.of("readings", "customers", "tenants")),
            Map.entry("deadletters", Set.of("readings", "tenants")),
            Map.entry("conversation", Set.of("readings", "review", "customers", "messaging", "deadletters", "tenants")),
            Map.entry("console", Set.of("readings", "review", "customers", "messaging", "tenants")));

    /** What belongs to no capability, and to every process. */
    private static final Set<String> FOR_ALL = Set.of("contracts", "tracing");

    private static final DescribedPredicate<JavaClass> WRITTEN_BY_US = describe(
            "written by us",
            found -> !found.getName().contains("$$")
                    && !found.getSimpleName().startsWith("$")
                    && !found.getName().contains(".$")
                    && !found.getName().contains("$Intercepted"));

    static final ArchRule CALLS_GO_DOWN = classes()
            .that(WRITTEN_BY_US)
            .should(new ArchCondition<>("know only the capabilities below them") {
                @Override
                public void check(JavaClass knower, ConditionEvents events) {
                    var own = capabilityOf(knower);
                    for (var dependency : knower.getDirectDependenciesFromSelf()) {
                        var other = capabilityOf(dependency.getTargetClass());
                        if (!mayKnow(own, other)) {
                            events.add(SimpleConditionEvent.violated(knower, dependency.getDescription()));
                        }
                    }
                }
            });

    static final ArchRule ADAPTERS_ARE_DOORS_ONLY = classes()
            .that(WRITTEN_BY_US)
            .and(resideInAPackage("..adapter.."))
            .and(describe("at the top of their file", JavaClass::isTopLevelClass))
            .should()
            .notBePublic()
            .allowEmptyShould(false);

    static final ArchRule NOBODY_LOOKS_BEHIND_A_DOOR = classes()
            .that(WRITTEN_BY_US)
            .should(new ArchCondition<>("not know adapters of other capabilities") {
                @Override
                public void check(JavaClass knower, ConditionEvents events) {
                    for (var dependency : knower.getDirectDependenciesFromSelf()) {
                        var other = dependency.getTargetClass();
                        if (other.getPackageName().startsWith(HOUSE)
                                && other.getPackageName().contains(".adapter")
                                && !knower.getPackageName().equals(other.getPackageName())) {
                            events.add(SimpleConditionEvent.violated(knower, dependency.getDescription()));
                        }
                    }
                }
            });

    static final ArchRule THE_DOMAIN_IS_PLAIN_JAVA = noClasses()
            .that(WRITTEN_BY_US)
            .and(resideInAPackage("..domain.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.micronaut..",
                    "java.sql..",
                    "javax.sql..",
                    "software.amazon..",
                    "com.rabbitmq..",
                    "com.twilio..");

    static final ArchRule NUMBERS_ARE_EXACT = classes()
            .that(WRITTEN_BY_US)
            .and(describe(
                    "count what is billed",
                    found -> List.of("readings", "review", "billing", "wallet").contains(capabilityOf(found))))
            .and(describe("are no chances", found -> !found.getPackageName().equals(CHANCES)))
            .should(new ArchCondition<>("have no double and no float") {
                @Override
                public void check(JavaClass counter, ConditionEvents events) {
                    for (var field : counter.getFields()) {
                        if (isInexact(field.getRawType())) {
                            events.add(SimpleConditionEvent.violated(counter, field.getDescription()));
                        }
                    }
                    for (var unit : counter.getCodeUnits()) {
                        if (isInexact(unit.getRawReturnType())
                                || unit.getRawParameterTypes().stream().anyMatch(Laws::isInexact)) {
                            events.add(SimpleConditionEvent.violated(counter, unit.getDescription()));
                        }
                    }
                }
            });

    static final ArchRule TIME_IS_ASKED_OF_THE_CLOCK = noClasses()
            .that(WRITTEN_BY_US)
            .and(describe("not the clock itself", found -> !found.getName().equals(HOUSE + "platform.adapter.Time")))
            .should()
            .callMethodWhere(describe("the machine is asked for the time", Laws::asksTheMachine));

    private Laws() {}

    private static boolean mayKnow(String own, String other) {
        if (own.isEmpty() || other.isEmpty() || own.equals(other)) {
            return true;
        }
        if (!MAY_KNOW.containsKey(own) || !MAY_KNOW.containsKey(other)) {
            return FOR_ALL.contains(other); // a capability that nobody drew knows nothing, and is known by nobody
        }
        return other.equals("platform") || MAY_KNOW.get(own).contains(other);
    }

    /** The package below the house's; empty for the boot class and for what is not ours. */
    private static String capabilityOf(JavaClass found) {
        var name = found.getPackageName() + ".";
        if (!name.startsWith(HOUSE) || name.equals(HOUSE)) {
            return "";
        }
        return name.substring(HOUSE.length(), name.indexOf('.', HOUSE.length()));
    }

    private static boolean isInexact(JavaClass type) {
        var name = type.getBaseComponentType().getName();
        return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(name);
    }

    private static boolean asksTheMachine(JavaMethodCall call) {
        var owner = call.getTargetOwner().getName();
        var method = call.getName();
        return owner.startsWith("java.time.")
                        && method.equals("now")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.getName().equals("java.time.Clock"))
                || owner.equals("java.time.Clock") && method.startsWith("system")
                || owner.equals("java.time.InstantSource") && method.equals("system")
                || owner.equals("java.lang.System") && method.equals("currentTimeMillis");
    }
}
