### Signing the outcome off, and publishing it.

sign-off-title = Sign-off
sign-off-draft = The outcome is a draft.
sign-off-both = Whoever presides and the rapporteur each sign the same text. Then it is frozen.
sign-off-chair-only = This table has no rapporteur: the signature of whoever presides is enough.
sign-off-signed = { $capacity ->
    [chair] Signed by { $name }, who presides, on { $at }.
   *[other] Signed by { $name }, rapporteur, on { $at }.
}
sign-off-alone = Without the rapporteur, who could not sign.
sign-off-earlier = This is a signature under an earlier text. It does not count any more.
sign-off-sign = Sign the outcome
sign-off-sign-chair = Sign as the one who presides
sign-off-sign-rapporteur = Sign as rapporteur
sign-off-sign-title = Sign the outcome
sign-off-sign-text = You sign the text as it is shown on this page.
sign-off-sign-hash = SHA-256 of the text
sign-off-without = The rapporteur cannot sign: I sign without them
sign-off-sign-without = Sign without the rapporteur
sign-off-sign-now = Sign
sign-off-running = The draft is still in circulation. Delegations may still offer corrections until { $until }.
sign-off-off = Signed off as version { $version } on { $at }.
sign-off-off-hint = The files on this page are the version that was signed. What changes at the table makes no difference to it.
sign-off-reopen = Open it again
sign-off-reopen-title = Open the outcome again
sign-off-reopen-text = The signatures end. The version that was signed stays in the record.
sign-off-reopen-reason = Why
sign-off-reopen-now = Open it again
sign-off-publish = Publish
sign-off-publish-title = Publish the outcome
sign-off-publish-text = Whoever has the link reads this version, without an account. It opens nothing else, and you can take it back.
sign-off-publish-named = The page and its files name every delegation, and people with their delegations.
sign-off-publish-group = The page and its files name groups of delegations, and no delegation or person. Names that people wrote in the text stay.
sign-off-publish-none = The page and its files name no delegation or person. Names that people wrote in the text stay.
sign-off-publish-now = Publish
sign-off-published = Published. Whoever has this link reads it:
sign-off-open = Open the published page
sign-off-copy = Copy the link
sign-off-unpublish = Take the page away
sign-off-unpublish-title = Take the published page away
sign-off-unpublish-text = The link leads nowhere from then on. Publishing again makes another link.
sign-off-unpublish-now = Take it away
sign-off-reopened = Opened again on { $at }: { $reason }
told-signed-off = The outcome is signed off.
