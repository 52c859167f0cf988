package org.meterline.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The laws that hold in every module. billing-service has more of its own, for its capabilities. */
final class Laws {

    private static final String[] SERVICES = {
        "org.meterline",
        "org.meterline.contracts..",
        "org.meterline.ingest..",
        "org.meterline.ocr..",
        "org.meterline.platform..",
        "org.meterline.access..",
        "org.meterline.tenants..",
        "org.meterline.customers..",
        "org.meterline.readings..",
        "org.meterline.review..",
        "org.meterline.console..",
        "org.meterline.messaging..",
        "org.meterline.conversation.."
    };

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.YearMonth");

    static final ArchRule CONTRACTS_KNOW_ONLY_JAVA = classes()
            .that()
            .resideInAPackage("org.meterline.contracts..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.meterline.contracts..")
            .because("both sides of the broker read them, each with its own libraries");

    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .callMethodWhere(new DescribedPredicate<JavaCall<?>>("it asks the machine what time it is") {
                @Override
                public boolean test(JavaCall<?> call) {
                    var owner = call.getTargetOwner().getName();
                    var method = call.getTarget().getName();
                    return CLOCKS.contains(owner) && method.equals("now")
                            || owner.equals("java.lang.System") && method.equals("currentTimeMillis");
                }
            })
            .because("a billing period that depends on the machine's clock cannot be tested; take an InstantSource");

    static final ArchRule ENVIRONMENT_IS_READ_IN_ONE_PLACE = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .and()
            .haveSimpleNameNotEndingWith("Handler") // the lambdas' public constructors, which hand it to Settings
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .and()
            .haveSimpleNameNotEndingWith("Settings")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaCall<?>>("it reads an environment variable") {
                @Override
                public boolean test(JavaCall<?> call) {
                    return call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getTarget().getName().equals("getenv");
                }
            })
            .because("a setting that nobody lists is a setting that a deployment forgets");

    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .that()
            .resideInAPackage("org.meterline..")
            .should()
            .haveNameMatching(".*\\.([A-Z]\\w*(Impl|Manager|Utils?|Helper|Dto)|(Base|Abstract)[A-Z]\\w*)(\\$.*)?")
            .because("such a name fits everything and tells nothing");

    static final ArchRule LAMBDAS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("..ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..ocr..")
            .because("they are deployed apart and meet in contracts");

    static final ArchRule EMULATORS_NEVER_SHIP = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.meterline.engines..",
                            "org.meterline.emulators..",
                            "org.meterline.simulator..",
                            "com.amazonaws.services.dynamodbv2.local..",
                            "org.gaul..",
                            "org.elasticmq..")
                    .as("parts of the embedded stack"))
            .because("what is deployed must not notice that it was tested");

    static final ArchRule LOGS_ARE_WRITTEN_BY_LOGGERS = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .and(new DescribedPredicate<JavaClass>("are no commands") {
                @Override
                public boolean test(JavaClass type) {
                    return !type.getName().contains("Command");
                }
            })
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a line that no logger wrote has no level, no id and no privacy");

    private Laws() {}
}
