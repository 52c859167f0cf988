package org.meterline.conversation.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What words mean: a short list of words per intent in all our languages, matched against the whole text. Not clever on purpose:
 * who writes a sentence gets the menu, and nobody is unsubscribed by a word in the middle of one.
 */
public final class Understanding {

    private static final Set<String> STOP = Set.of(
            "stop",
            "stopall",
            "stop all",
            "unsubscribe",
            "cancel",
            "end",
            "quit", // the provider's own
            "staak",
            "teken uit",
            "yima",
            "misa",
            "arrêt",
            "arret",
            "arrêter",
            "arreter",
            "désabonner",
            "desabonner",
            "parar",
            "alto",
            "baja",
            "darse de baja",
            "pare",
            "sair",
            "cancelar",
            "रोकें",
            "रोको",
            "बंद करो",
            "बंद");
    private static final Set<String> START = Set.of(
            "start",
            "unstop",
            "begin",
            "qala",
            "commencer",
            "reprendre",
            "empezar",
            "alta",
            "começar",
            "comecar",
            "शुरू",
            "शुरू करें",
            "चालू");
    private static final Set<String> YES = Set.of("yes", "ja", "yebo", "oui", "sí", "si", "sim", "हाँ", "हां");
    private static final Set<String> MENU = Set.of(
            "hi",
            "hello",
            "hey",
            "good morning",
            "good afternoon",
            "good evening",
            "help",
            "info",
            "menu",
            "?",
            "hallo",
            "goeie môre",
            "goeie more",
            "goeiemore",
            "hulp",
            "kieslys",
            "sawubona",
            "sanibonani",
            "usizo",
            "siza",
            "ngicela usizo",
            "imenyu",
            "bonjour",
            "bonsoir",
            "salut",
            "aide",
            "hola",
            "buenos días",
            "buenos dias",
            "buenas tardes",
            "ayuda",
            "menú",
            "olá",
            "ola",
            "oi",
            "bom dia",
            "boa tarde",
            "ajuda",
            "नमस्ते",
            "नमस्कार",
            "हेलो",
            "मदद",
            "सहायता",
            "मेनू",
            "thanks",
            "thank you");
    private static final Set<String> STATUS = Set.of(
            "status",
            "last reading",
            "my last reading",
            "my reading",
            "balance",
            "laaste lesing",
            "my laaste lesing",
            "isimo",
            "isilinganiso sokugcina",
            "isilinganiso sami sokugcina",
            "statut",
            "dernier relevé",
            "dernier releve",
            "mon dernier relevé",
            "estado",
            "última lectura",
            "ultima lectura",
            "mi última lectura",
            "última leitura",
            "ultima leitura",
            "a minha última leitura",
            "स्थिति",
            "पिछली रीडिंग",
            "मेरी पिछली रीडिंग");
    private static final Set<String> TIPS = Set.of(
            "photo", "tips", "how", "foto", "wenke", "isithombe", "conseils", "consejos", "dicas", "फ़ोटो", "फोटो");
    private static final Set<String> PERSON = Set.of(
            "agent",
            "person",
            "human",
            "operator",
            "talk to a person",
            "mens",
            "'n mens",
            "praat met 'n mens",
            "umuntu",
            "khuluma nomuntu",
            "personne",
            "parler à une personne",
            "conseiller",
            "persona",
            "agente",
            "hablar con una persona",
            "pessoa",
            "atendente",
            "falar com uma pessoa",
            "व्यक्ति",
            "इंसान",
            "एजेंट");
    private static final Set<String> LANGUAGE = Set.of(
            "language",
            "change language",
            "taal",
            "verander taal",
            "ulimi",
            "shintsha ulimi",
            "langue",
            "changer de langue",
            "idioma",
            "cambiar de idioma",
            "língua",
            "lingua",
            "mudar de língua",
            "भाषा",
            "भाषा बदलें");
    private static final Set<String> READING = Set.of(
            "reading",
            "meter",
            "meter reading",
            "my reading",
            "my reading is",
            "the reading is",
            "reading is",
            "lesing",
            "my lesing",
            "meterlesing",
            "isilinganiso",
            "imitha",
            "relevé",
            "releve",
            "compteur",
            "index",
            "lectura",
            "contador",
            "mi lectura",
            "leitura",
            "a minha leitura",
            "रीडिंग",
            "मीटर",
            "मीटर रीडिंग",
            "मेरी रीडिंग");
    private static final Set<String> UNITS = Set.of("kwh", "m3", "m³", "kl");

    private static final Pattern NUMBER = Pattern.compile("([0-9][0-9 ]{0,18})(?:[.,]([0-9]{1,6}))?");
    private static final Pattern WITH_WORDS =
            Pattern.compile("([\\p{L}\\p{M}' ]{2,30}?)[ :=]*([0-9][0-9 ]{0,18}(?:[.,][0-9]{1,6})?)");
    private static final int LENGTH_MAX = 60;

    /** With spaces and marks around it. What is longer is not looked at: looking for where marks end is quadratic in them. */
    private static final int LOOKED_AT_MAX = 1_000;

    private Understanding() {}

    /** What a text asks for. */
    public static Intent of(String text) {
        var said = text.length() > LOOKED_AT_MAX ? "" : tidy(text);
        if (said.isEmpty() || said.length() > LENGTH_MAX) {
            return new Intent.Unclear();
        }
        return optOut(said).or(() -> word(said)).or(() -> number(said)).orElseGet(Intent.Unclear::new);
    }

    /** Lower case, no punctuation around, single spaces, digits 0 to 9. */
    static String tidy(String text) {
        var plain =
                Digits.plain(Normalizer.normalize(text, Normalizer.Form.NFC)).toLowerCase(Locale.ROOT);
        return plain.replace('’', '\'')
                .replaceAll("[\\s\\u00a0\\u202f]+", " ")
                .replaceAll("^[\\s!.,;:\"¡¿]+|[\\s!.,;:\"।]+$", "");
    }

    private static Optional<Intent> optOut(String said) {
        if (STOP.contains(said)) {
            return Optional.of(new Intent.Stop(said));
        }
        if (START.contains(said)) {
            return Optional.of(new Intent.Start(said, false));
        }
        return YES.contains(said) ? Optional.of(new Intent.Start(said, true)) : Optional.empty();
    }

    private static Optional<Intent> word(String said) {
        var words = said.endsWith("?") && said.length() > 1
                ? said.substring(0, said.length() - 1).strip()
                : said;
        var language = Language.named(words);
        if (language.isPresent()) {
            return language.map(Intent.Speak::new);
        }
        var found = new ArrayList<Intent>();
        addIf(found, MENU.contains(words), new Intent.Menu());
        addIf(found, STATUS.contains(words), new Intent.Status());
        addIf(found, TIPS.contains(words), new Intent.Tips());
        addIf(found, PERSON.contains(words), new Intent.Person());
        addIf(found, LANGUAGE.contains(words), new Intent.AnotherLanguage());
        return found.stream().findFirst();
    }

    private static void addIf(List<Intent> found, boolean matches, Intent intent) {
        if (matches) {
            found.add(intent);
        }
    }

    private static Optional<Intent> number(String said) {
        var bare = withoutUnit(said);
        var plain = NUMBER.matcher(bare);
        if (plain.matches()) {
            return Optional.of(new Intent.Number(digits(bare), false));
        }
        var worded = WITH_WORDS.matcher(bare);
        return worded.matches() && READING.contains(worded.group(1).strip())
                ? Optional.of(new Intent.Number(digits(worded.group(2)), true))
                : Optional.empty();
    }

    private static String withoutUnit(String said) {
        for (var unit : UNITS) {
            if (said.endsWith(unit)) {
                return said.substring(0, said.length() - unit.length()).strip();
            }
        }
        return said;
    }

    private static String digits(String number) {
        return number.replace(" ", "").replace(',', '.');
    }
}
