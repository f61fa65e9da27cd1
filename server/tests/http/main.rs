//! What is asked over HTTP, of a real server.

mod house;

mod answers;
mod checking;
mod coming_in;
mod command_line;
mod convening;
mod deploying;
mod golden;
mod moving;
mod outcome;
mod rights;
mod running;
mod settings;
mod tls;
