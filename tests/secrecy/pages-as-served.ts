// React asks once, when it is first loaded, whether it is to be slow and talkative. Import this before anything else.
process.env.NODE_ENV = 'production'
