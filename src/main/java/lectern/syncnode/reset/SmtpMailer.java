package lectern.syncnode.reset;

import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import lectern.account.MailAddress;

/// Mail over SMTP.
final class SmtpMailer implements Mailer {
    private static final String MILLIS = "20000"; // for a connection, an answer, and each write

    private final MailSettings settings;
    private final InstantSource clock;
    private final Session session;

    SmtpMailer(MailSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings.smtp()));
    }

    private static Properties properties(SmtpSettings smtp) {
        var protocol = protocol(smtp);
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(
                "mail." + protocol + ".auth", Boolean.toString(smtp.login().isPresent()));
        properties.setProperty("mail." + protocol + ".connectiontimeout", MILLIS);
        properties.setProperty("mail." + protocol + ".timeout", MILLIS);
        properties.setProperty("mail." + protocol + ".writetimeout", MILLIS);
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(smtp.mustEncrypt()));
        return properties;
    }

    private static String protocol(SmtpSettings smtp) {
        return smtp.encrypted() ? "smtps" : "smtp";
    }

    @Override
    public void send(MailAddress to, String subject, String text) throws NotSent {
        var smtp = settings.smtp();
        try (var transport = session.getTransport(protocol(smtp))) {
            var message = message(to, subject, text);
            transport.connect(
                    smtp.host(),
                    smtp.port(),
                    smtp.login().map(SmtpSettings.Login::user).orElse(null),
                    smtp.login().map(SmtpSettings.Login::password).orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new NotSent(e);
        }
    }

    private MimeMessage message(MailAddress to, String subject, String text) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from().value()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.value()));
        message.setSubject(subject, "utf-8");
        message.setText(text, "utf-8");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // no holiday answers
        message.saveChanges();
        return message;
    }
}
