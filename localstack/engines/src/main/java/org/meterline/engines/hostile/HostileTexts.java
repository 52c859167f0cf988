package org.meterline.engines.hostile;

import java.util.ArrayList;
import java.util.List;

/** Two hundred texts that somebody once sent, or will, in the hope that something breaks. Each has a word that no log may hold. */
public final class HostileTexts {

    /** In every one of them. */
    public static final String MARK = "Qx7hostile";

    /** How many there are. */
    public static final int COUNT = 200;

    private HostileTexts() {}

    /** All of them, each unlike the others. */
    public static List<String> all() {
        var texts = new ArrayList<String>();
        CODE.forEach(text -> texts.add(MARK + text));
        SCRIPTS.forEach(text -> texts.add(text + MARK));
        for (var control = 0; control < 0x20; control++) {
            texts.add("a" + (char) control + MARK + (char) control);
        }
        INVISIBLE.codePoints().forEach(c -> texts.add(Character.toString(c) + MARK + Character.toString(c)));
        for (var length : new int[] {1_599, 1_600, 1_601, 4_095, 4_096, 4_097, 16_384, 32_768, 65_535, 65_536}) {
            texts.add(MARK + "x".repeat(length - MARK.length()));
        }
        for (var repeated : List.of(
                "\u202e", "\u0000", "%", "&", "=", "+", "\\", "\"", "\n", "e\u0301", "\ud83d\udcf7", "\u0627")) {
            texts.add(MARK + repeated.repeat(3_000));
        }
        for (var i = 0; texts.size() < COUNT; i++) { // every block of the first planes, sampled
            var start = 0x250 + i * 0x171;
            var text = new StringBuilder(MARK);
            for (var c = start; c < start + 24; c++) {
                if (Character.getType(c) != Character.SURROGATE) {
                    text.appendCodePoint(c);
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static final List<String> CODE = List.of(
            "'; drop table readings.reading; --",
            "' or '1'='1",
            "\" or \"\"=\"",
            "1; update billing set amount=0",
            "') union select password from users --",
            "{\"$gt\":\"\"}",
            "attribute_not_exists(messageId)",
            "SET ingestState = :next",
            "%s%s%s%s%s%n",
            "%x%x%x%x",
            "%1$99999999s",
            "{} {} {}",
            "{0} {1}",
            "${jndi:ldap://127.0.0.1:1389/a}",
            "${env:TWILIO_SECRET_ID}",
            "#{7*7}",
            "${7*7}",
            "{{7*7}}",
            "<%= 7*7 %>",
            "*{T(java.lang.Runtime).getRuntime().exec('id')}",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "\"><iframe src=javascript:alert(1)>",
            "javascript:alert(1)//",
            "&lt;script&gt;",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
            "<![CDATA[x]]>",
            "<Response><Message>free money</Message></Response>",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3",
            "@SUM(1+1)",
            "`id`",
            "$(id)",
            "; rm -rf /",
            "| nc 127.0.0.1 1",
            "../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "meters/2026/11/x.jpg",
            "\r\nX-Injected: yes",
            "\r\n\r\nHTTP/1.1 200 OK",
            "\n2026-11-21 ERROR a line of its own",
            "\u001b[31mred\u001b[0m",
            "\u0007\u0007\u0007",
            "%00",
            "%0d%0a",
            "%25%32%35",
            "%u0041",
            "%",
            "%zz",
            "\\u0000",
            "\\x00",
            "a=b&MessageSid=SM99999999999999999999999999999999",
            "&NumMedia=10&MediaUrl0=http://169.254.169.254/",
            "+++",
            "{\"Body\":\"x\"}",
            "{\"a\":".repeat(200),
            "[".repeat(2_000),
            "(a+)+$" + "a".repeat(200) + "!",
            "null",
            "undefined",
            "NaN",
            "Infinity",
            "-1",
            "99999999999999999999999999999999",
            "1e400",
            "0x7fffffff",
            "true",
            "STOP; START; HELP",
            "https://127.0.0.1/",
            "file:///etc/passwd");

    private static final List<String> SCRIPTS = List.of(
            "القراءة هي ١٢٣٤٥ ",
            "הקריאה היא 12345 ",
            "रीडिंग १२३४५ है ",
            "読み取り値は１２３４５です ",
            "读数是一二三四五 ",
            "판독값은 12345입니다 ",
            "การอ่านคือ ๑๒๓๔๕ ",
            "Показание: 12345 ",
            "Η ένδειξη είναι 12345 ",
            "የቆጣሪ ንባብ ፲፪፫ ",
            "Isifundo sithi 12345 ",
            "ꟻꟼ ɐqɔ ",
            "𝟏𝟐𝟑𝟒𝟓 ",
            "①②③④⑤ ",
            "Ⅻ ⅗ ½ ",
            "٫٬٪ ",
            "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘ ",
            "👨‍👩‍👧‍👦🏳️‍🌈👍🏿 ",
            "İıſßﬃŉ ",
            "\u202egpj.exe ",
            "\u2066\u2067\u2068abc\u2069 ");

    /** Marks of direction, joiners, spaces, fillers, selectors, what is no character at all. */
    private static final String INVISIBLE =
            "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u2000\u200b\u200c\u200d\u200e\u200f\u2028"
                    + "\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u206a\u206f\u3000\u3164\ufe0f\ufeff\uffa0\ufff9\ufffc\ufffd"
                    + "\ufffe\uffff\ud834\udd73\udb40\udc01\udb40\udc7f\udbff\udfff";
}
