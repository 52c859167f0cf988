package org.meterline.ingest;

import java.util.List;

/** Sixty addresses that a forged webhook, or a redirect, would have us fetch: none of them is a message's own media. */
final class SsrfUrls {

    private static final String OWN = Samples.mediaPath(Samples.PHOTO_MESSAGE, 3);

    private SsrfUrls() {}

    static List<String> all() {
        return List.of(
                // the cloud's own doors, in every spelling of one number
                "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
                "http://169.254.170.2/v2/credentials",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0xa9.0xfe.0xa9.0xfe/",
                "http://0251.0376.0251.0376/",
                "http://169.254.43518/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://instance-data/latest/",
                "http://100.100.100.200/latest/meta-data/",
                "http://localhost:9001/2018-06-01/runtime/invocation/next",
                // this machine and its neighbours
                "http://127.0.0.1/",
                "http://127.1/",
                "http://127.0.0.1:5672/",
                "http://0.0.0.0/",
                "http://0/",
                "http://[::]/",
                "http://[::1]:15672/api/overview",
                "http://localhost/",
                "http://localtest.me/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[fe80::1%25eth0]/",
                "http://[64:ff9b::7f00:1]/",
                "http://127.0.0.1.nip.io/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                // other protocols
                "file:///etc/passwd",
                "file://api.twilio.com/etc/passwd",
                "ftp://api.twilio.com" + OWN,
                "gopher://127.0.0.1:6379/_FLUSHALL",
                "dict://127.0.0.1:11211/stats",
                "jar:https://api.twilio.com" + OWN + "!/",
                "data:image/jpeg;base64,AAAA",
                "javascript:alert(1)",
                "//api.twilio.com" + OWN,
                OWN,
                // almost Twilio
                "http://api.twilio.com" + OWN,
                "https://api.twilio.com:8443" + OWN,
                "https://api.twilio.com.evil.example" + OWN,
                "https://api.twilio.com@evil.example" + OWN,
                "https://evil.example@api.twilio.com" + OWN,
                "https://evil.example#@api.twilio.com" + OWN,
                "https://api.twilio.com\\@evil.example" + OWN,
                "https://apiΩtwilio.com" + OWN,
                "https://api.twilio.com" + OWN + "/../../../Accounts.json",
                "https://api.twilio.com" + OWN + "%2f..%2f..%2fx",
                "https://api.twilio.com" + OWN + "?to=http://127.0.0.1/",
                "https://api.twilio.com" + OWN + "#fragment",
                "https://api.twilio.com" + OWN + "\r\nHost: evil.example",
                "https://api.twilio.com" + OWN.replace(Samples.ACCOUNT, Samples.sid("AC", 99)),
                "https://api.twilio.com" + OWN.replace(Samples.PHOTO_MESSAGE, Samples.sid("MM", 99)),
                "https://api.twilio.com/2010-04-01/Accounts/" + Samples.ACCOUNT + ".json");
    }
}
