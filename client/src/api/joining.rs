//! What is asked about codes, knocking and the roster.

use shared::api::Me;
use shared::ids::{DelegationId, KnockId, SessionId};
use shared::joining::{
    AdmitKnock, AdmitKnocks, CodePeeked, Decline, DeviceLink, DevicePeeked, Devices, Doorstep,
    HandedCode, HandedDevice, Knock, KnockKey, MyKnock, NewCode, Roster, RosterText, SessionCode,
};

use super::{Trouble, ask, get, post, read};

/// To what a code is the door.
pub async fn peek(code: String) -> Result<CodePeeked, Trouble> {
    post("/api/code", &HandedCode { code }).await
}

/// Knocks; with the same key, as often as there was no answer.
pub async fn knock(
    code: String,
    (name, title): (String, String),
    delegation: Option<DelegationId>,
    key: Option<KnockKey>,
) -> Result<MyKnock, Trouble> {
    let knock = Knock {
        code,
        name,
        title: Some(title),
        delegation,
        key,
    };
    post("/api/knocks", &knock).await
}

/// What became of it; nothing if this browser does not knock.
pub async fn my_knock() -> Result<Option<MyKnock>, Trouble> {
    get("/api/knock").await
}

/// Waits no more.
pub async fn withdraw() -> Result<(), Trouble> {
    ask("DELETE", "/api/knock", None).await.map(drop)
}

/// A link by which one is the same person on one more device.
pub async fn device_link() -> Result<DeviceLink, Trouble> {
    post("/api/me/device", &()).await
}

/// On how many other devices one is in.
pub async fn devices() -> Result<Devices, Trouble> {
    get("/api/me/devices").await
}

/// Signs one out on all of them.
pub async fn sign_out_others() -> Result<(), Trouble> {
    ask("DELETE", "/api/me/devices", None).await.map(drop)
}

/// Who one will be on this device.
pub async fn peek_device(secret: String) -> Result<DevicePeeked, Trouble> {
    post("/api/device/peek", &HandedDevice { secret }).await
}

/// Is that person on this device, too.
pub async fn take_along(secret: String) -> Result<Me, Trouble> {
    post("/api/device", &HandedDevice { secret }).await
}

/// The session's code, if one is good.
pub async fn code(session: &SessionId) -> Result<Option<SessionCode>, Trouble> {
    get(&format!("/api/sessions/{session}/code")).await
}

/// Makes a code.
pub async fn make_code(session: &SessionId, hours: u32) -> Result<SessionCode, Trouble> {
    let hours = Some(hours);
    post(&format!("/api/sessions/{session}/code"), &NewCode { hours }).await
}

/// Takes the code back.
pub async fn revoke_code(session: &SessionId) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}/code");
    ask("DELETE", &path, None).await.map(drop)
}

/// Who is at the door.
pub async fn doorstep(session: &SessionId) -> Result<Doorstep, Trouble> {
    get(&format!("/api/sessions/{session}/knocks")).await
}

/// Lets people in; who waits then.
pub async fn admit(session: &SessionId, knocks: Vec<AdmitKnock>) -> Result<Doorstep, Trouble> {
    let path = format!("/api/sessions/{session}/knocks/admit");
    post(&path, &AdmitKnocks { knocks }).await
}

/// Sends people away; who waits then.
pub async fn decline(
    session: &SessionId,
    knocks: Vec<KnockId>,
    word: String,
) -> Result<Doorstep, Trouble> {
    let path = format!("/api/sessions/{session}/knocks/decline");
    post(&path, &Decline { knocks, word }).await
}

/// Who is expected.
pub async fn roster(session: &SessionId) -> Result<Roster, Trouble> {
    get(&format!("/api/sessions/{session}/roster")).await
}

/// Says who is expected.
pub async fn bring_roster(session: &SessionId, text: String) -> Result<Roster, Trouble> {
    let path = format!("/api/sessions/{session}/roster");
    let body = serde_json::to_string(&RosterText { text }).map_err(|_| Trouble::Garbled)?;
    read(&ask("PUT", &path, Some((super::JSON, body.into()))).await?)
}
