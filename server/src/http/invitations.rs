//! Making links that let people in, and taking them back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use qrcode::render::svg;
use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};
use shared::api::{MadeInvitation, NewInvitation};
use shared::features::people::Role;
use shared::ids::{InvitationId, SessionId};

use crate::App;
use crate::auth::identity::Someone;
use crate::auth::invitation::{self, DAYS, MOST_DAYS, MOST_USES, Purpose};
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Asked, Named};

/// How large a QR code is drawn at least, in pixels; it scales without loss.
const QR_SIZE: u32 = 240;

/// `POST /api/sessions/{session}/invitations`: makes a link into the session.
pub async fn invite(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<NewInvitation>,
) -> Result<(StatusCode, Json<MadeInvitation>), Problem> {
    app.session(&id).await?;
    someone.facilitates(&id)?;
    let days = asked.days.unwrap_or(DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Problem::BadDays { most: MOST_DAYS });
    }
    if asked
        .most
        .is_some_and(|most| !(1..=MOST_USES).contains(&most))
    {
        return Err(Problem::BadUses { most: MOST_USES });
    }
    match (asked.role, &asked.delegation) {
        (Role::Delegate, Some(delegation)) => drop(app.delegation(&id, delegation).await?),
        (
            Role::Facilitator
            | Role::Rapporteur
            | Role::Observer
            | Role::Projector
            | Role::Interpreter,
            None,
        ) => {}
        _ => return Err(Problem::InvitationUnfit),
    }
    let purpose = Purpose {
        session: Some(id),
        role: asked.role,
        delegation: asked.delegation,
    };
    let made = invitation::make_for(&app.store, &purpose, days, asked.most).await?;
    let link = app.config.public_url.link(&made.secret);
    let qr = qr(&link).map_err(|error| {
        tracing::error!(%error, "a link does not fit into a QR code");
        Problem::Internal
    })?;
    let made = MadeInvitation {
        id: made.id,
        link,
        expires: made.expires,
        most: asked.most,
        qr,
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// `DELETE /api/invitations/{invitation}`: takes a link back. Whoever came in by it stays in.
pub async fn revoke(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<InvitationId>,
) -> Result<StatusCode, Problem> {
    let sessions = someone
        .memberships
        .iter()
        .filter_map(|membership| membership.session.as_ref());
    for session in sessions.filter(|session| someone.facilitates(session).is_ok()) {
        let invitations = app.store.invitations_of(session).await?;
        if invitations.iter().any(|invitation| invitation.id == id) {
            app.store.revoke_invitation(id, now()).await?;
            return Ok(StatusCode::NO_CONTENT);
        }
    }
    // Whether it exists elsewhere is nobody else's business.
    Err(Problem::NotFound)
}

/// The link as an SVG document that a phone's camera reads.
pub fn qr(link: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M)?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(QR_SIZE, QR_SIZE)
        .build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_any_usual_length_fits_into_a_code() {
        let link = format!(
            "https://{}.example.org/join#{}",
            "long-name".repeat(20),
            "x".repeat(32)
        );
        let drawn = qr(&link).unwrap();
        assert!(
            drawn.contains("<svg") && drawn.ends_with("</svg>"),
            "{drawn}"
        );
    }
}
